import { type Api, isNotFound } from '../cluster/api.ts';
import { podTarget } from '../placement/index.ts';
import type { DaemonSet, Pod } from '../placement/types.ts';
import { isPodLive } from '../verdict/node-state.ts';
import type { PodIdentities } from '../verdict/replaced.ts';
import type { Subject } from './watcher.ts';

/** UIDs of pods as of now. */
export interface PodCensus {
  /** Of the DaemonSet's live pods, by node; empty when there is no such DaemonSet. */
  owned: PodIdentities;
  /** Of all live pods in the namespace, whoever owns them. */
  alive: ReadonlySet<string>;
}

/** Takes down which pods there are. */
export async function countPods(api: Api, { namespace, name }: Subject): Promise<PodCensus> {
  const identities = new Map<string, string[]>();
  const { items } = await api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  const alive = new Set(items.filter(isPodLive).map(({ metadata }) => metadata.uid ?? ''));
  let daemonSet: DaemonSet;
  try {
    daemonSet = await api.get<DaemonSet>(`/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}`);
  } catch (error) {
    if (isNotFound(error)) return { owned: identities, alive };
    throw error;
  }
  for (const pod of items) {
    const owned = pod.metadata.ownerReferences?.some(
      ({ controller, uid }) => controller && uid === daemonSet.metadata.uid,
    );
    const node = podTarget(pod);
    if (!owned || node === undefined || !isPodLive(pod)) continue;
    identities.set(node, [...(identities.get(node) ?? []), pod.metadata.uid ?? '']);
  }
  return { owned: identities, alive };
}
