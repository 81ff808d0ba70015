import { matchesSelector, parseLabelSelector } from '../placement/index.ts';
import type { ObjectMeta } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import type { AnyObject } from './objects.ts';
import { plainVerdict } from './plain.ts';

/** What a verdict reads of the objects that make pods. */
interface Maker extends AnyObject {
  spec?: { replicas?: number; template?: { metadata?: ObjectMeta } };
  status?: { observedGeneration?: number; replicas?: number; updatedReplicas?: number };
}

/** The objects of several kinds that make pods with these labels. */
export function makersOf(selector: string, objects: readonly AnyObject[]): AnyObject[] {
  const parsed = parseLabelSelector(selector);
  return objects.filter((object) => matchesSelector(parsed, (object as Maker).spec?.template?.metadata?.labels ?? {}));
}

/**
 * Why pods say nothing yet, undefined when they do: what makes them has not been looked at since it was changed, or does
 * not have as many as it wants. `whole` asks in addition that a Deployment has replaced all of its pods; one whose rollout
 * is stuck never has.
 */
export function notAtRest(makers: readonly AnyObject[], { whole }: { whole: boolean }): PlainVerdict | undefined {
  for (const maker of makers as readonly Maker[]) {
    const title = `${maker.kind} ${maker.metadata.name}`;
    const { generation = 1 } = maker.metadata;
    const { observedGeneration = 0, replicas = 0, updatedReplicas = 0 } = maker.status ?? {};
    if (observedGeneration < generation)
      return plainVerdict(
        'GENERATION_NOT_OBSERVED',
        `The controller of ${title} has observed generation ${observedGeneration} of ${generation}, so its pods say nothing yet.`,
      );
    if (maker.kind === 'DaemonSet' || (maker.kind === 'Deployment' && !whole)) continue;
    const wanted = maker.spec?.replicas ?? 1;
    if (replicas !== wanted)
      return plainVerdict('POD_COUNT_DIFFERS', `${title} wants ${wanted} pods and has ${replicas}.`);
    if (maker.kind === 'Deployment' && updatedReplicas !== wanted)
      return plainVerdict('POD_COUNT_DIFFERS', `${title} has replaced ${updatedReplicas} of its ${wanted} pods.`);
  }
  return undefined;
}
