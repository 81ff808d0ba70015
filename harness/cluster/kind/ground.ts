import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ClusterError } from '../../errors.ts';
import type { ObjectMeta, Pod } from '../../placement/types.ts';
import { type Api, ApiError, isNotFound, type KubeObject } from '../api.ts';
import type { Resource } from '../discovery.ts';
import { components } from '../provider.ts';
import { insist, remove } from '../reset/change.ts';
import type { Leftover } from '../reset/ground.ts';
import { isSystem } from '../reset/system-objects.ts';
import { essence, type KeptObject, keyOf, type Snapshot } from './snapshot.ts';

/** Tells whether an object belongs to the cluster as it was made: it was there, or something that was there owns it. */
export function systemOf(
  snapshot: Snapshot,
): (resource: Pick<Resource, 'name' | 'group'>, metadata: ObjectMeta) => boolean {
  const known = new Set(snapshot.objects);
  const has = (kind: string, namespace: string | undefined, name: string) =>
    known.has(`${kind} ${namespace ?? ''}/${name}`);
  const ownedBySystem = ({ namespace, ownerReferences = [] }: ObjectMeta) =>
    ownerReferences.some(({ kind, name }) => {
      if (kind === 'DaemonSet') return has('apps/daemonsets', namespace, name);
      if (kind === 'Deployment') return has('apps/deployments', namespace, name);
      // A ReplicaSet is named after its Deployment, and a new one comes with every change of it.
      if (kind === 'ReplicaSet') return has('apps/deployments', namespace, name.replace(/-[^-]*$/, ''));
      return kind === 'Service' && has('/services', namespace, name);
    });
  return (resource, metadata) =>
    known.has(keyOf(resource, metadata)) ||
    isSystem(resource, metadata) ||
    ownedBySystem(metadata) ||
    isMirror(resource, metadata);
}

/** Pods that a kubelet shows of the control plane's own static pods; those of a lab go once its manifests are gone. */
function isMirror({ name }: Pick<Resource, 'name'>, metadata: ObjectMeta): boolean {
  if (name !== 'pods' || metadata.annotations?.['kubernetes.io/config.mirror'] === undefined) return false;
  const node = metadata.ownerReferences?.find(({ kind }) => kind === 'Node')?.name;
  return components.some((component) => metadata.name === `${component}-${node}`);
}

const soon = { gracePeriodSeconds: '1', propagationPolicy: 'Background' };
const patienceMs = 60_000;
const pollMs = 100;

/**
 * Ends pods and waits until their kubelets say that no container of them is left: a port or a folder that a pod still
 * holds would be in the way of the next lab's. A pod that nobody ends, or not in time, is deleted all the same: `nodes` are
 * those that have a machine, and so a kubelet.
 */
export async function endPods(api: Api, pods: readonly Leftover[], nodes: ReadonlySet<string>): Promise<void> {
  const live = await livePods(api);
  const isEndedBySomebody = ({ object: { metadata } }: Leftover) => {
    const node = live.get(metadata.uid)?.spec.nodeName;
    return !metadata.finalizers?.length && (node === undefined || nodes.has(node));
  };
  const ended = pods.filter(isEndedBySomebody);
  await Promise.all([
    ...pods.filter((pod) => !ended.includes(pod)).map((pod) => remove(api, pod)),
    ...ended.map(({ path }) => insist(() => api.request('DELETE', path, { query: soon }))),
  ]);
  const deadline = performance.now() + patienceMs;
  let left = ended;
  for (;;) {
    const there = await livePods(api);
    left = left.filter(({ object }) => there.has(object.metadata.uid));
    if (left.length === 0) return;
    if (performance.now() > deadline) break;
    await sleep(pollMs);
  }
  await Promise.all(left.map((pod) => remove(api, pod)));
}

/** All pods by their UID, as the watch cache of the API server has them. */
async function livePods(api: Api): Promise<Map<string | undefined, Pod>> {
  const { items } = await api.list<Pod>('/api/v1/pods', { query: { resourceVersion: '0' } });
  return new Map(items.map((pod) => [pod.metadata.uid, pod]));
}

/** Makes the system's objects what they were when the snapshot was taken; what is as it was is not written. */
export async function restoreObjects(api: Api, { kept }: Snapshot): Promise<void> {
  const collections = [...Map.groupBy(kept, ({ collection }) => collection)];
  await Promise.all(
    collections.map(async ([collection, wanted]) => {
      const { items } = await api.list(collection);
      const live = new Map(items.map((object) => [object.metadata.name, object]));
      await Promise.all(wanted.map((one) => restoreObject(api, one, live.get(one.object.metadata.name))));
    }),
  );
}

async function restoreObject(
  api: Api,
  { collection, object }: KeptObject,
  live: KubeObject | undefined,
): Promise<void> {
  const { apiVersion: _, kind: __, ...wanted } = object;
  if (live) {
    const { apiVersion: ___, kind: ____, ...now } = essence(live);
    if (isDeepStrictEqual(now, wanted)) return;
  }
  const path = `${collection}/${object.metadata.name}`;
  try {
    if (!live) await api.request('POST', collection, { body: object });
    else {
      const { resourceVersion, uid } = live.metadata as ObjectMeta & { resourceVersion?: string };
      await api.request('PUT', path, { body: { ...object, metadata: { ...object.metadata, resourceVersion, uid } } });
    }
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) {
      const now = await api.get(path).catch((cause) => (isNotFound(cause) ? undefined : Promise.reject(cause)));
      return restoreObject(api, { collection, object }, now as KubeObject | undefined);
    }
    if (!(error instanceof ApiError)) throw error;
    throw new ClusterError('E_RESET', `Could not put back ${path}: ${error.message}`, {
      cause: error,
      next: 'course cluster down --provider kind',
    });
  }
}
