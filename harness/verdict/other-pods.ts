import type { PlainVerdict } from '../result.ts';
import type { AnyObject } from './objects.ts';
import { plainVerdict } from './plain.ts';

// What people make and nothing owns; a controller neither adopts nor removes it.
const madeByPeople = ['CronJob', 'DaemonSet', 'Deployment', 'ReplicationController', 'StatefulSet'];

/**
 * Judges that nothing but the named owners runs pods: every workload object in the namespace is one of them, or made by
 * one of them, at whatever remove. Workloads count and not only pods, since those of a new one may not be there yet.
 */
export function judgeOtherPods(than: readonly string[], workloads: readonly AnyObject[]): PlainVerdict {
  const others = othersAmong(than, workloads);
  if (others.length === 0) return plainVerdict('OK', `Nothing but ${than.join(', ')} runs pods here.`);
  const shown = others.slice(0, 5).map(describe);
  const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : '';
  return plainVerdict('OTHER_PODS', `Expected pods of ${than.join(', ')} only, but found ${shown.join(', ')}${more}.`);
}

/** Whether there is another workload that will not go away by itself. */
export function otherPodsStay(than: readonly string[], workloads: readonly AnyObject[]): boolean {
  return othersAmong(than, workloads).some(
    (object) =>
      madeByPeople.includes(object.kind ?? '') && !object.metadata.deletionTimestamp && ownerOf(object) === undefined,
  );
}

function othersAmong(than: readonly string[], workloads: readonly AnyObject[]): AnyObject[] {
  const named = new Set(than);
  const allowed = new Set(workloads.filter((object) => named.has(titleOf(object))).map(({ metadata }) => metadata.uid));
  let others = workloads.filter(({ metadata }) => !allowed.has(metadata.uid));
  for (let before = -1; before !== others.length; ) {
    before = others.length;
    for (const object of others) if (allowed.has(ownerOf(object)?.uid)) allowed.add(object.metadata.uid);
    others = others.filter(({ metadata }) => !allowed.has(metadata.uid));
  }
  return others;
}

const titleOf = ({ kind, metadata }: AnyObject) => `${kind}/${metadata.name}`;
const ownerOf = ({ metadata }: AnyObject) => metadata.ownerReferences?.find(({ controller }) => controller);

function describe(object: AnyObject): string {
  const owner = ownerOf(object);
  return `${titleOf(object)}${owner ? ` (owned by ${owner.kind}/${owner.name})` : ''}`;
}
