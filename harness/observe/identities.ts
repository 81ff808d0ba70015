import { type Api, isNotFound } from '../cluster/api.ts';
import { podTarget } from '../placement/index.ts';
import type { DaemonSet, Pod } from '../placement/types.ts';
import { isPodLive } from '../verdict/node-state.ts';
import type { PodIdentities } from '../verdict/replaced.ts';
import type { Subject } from './watcher.ts';

/** UIDs of the DaemonSet's live pods by node, as of now; empty when there is no such DaemonSet. */
export async function podIdentities(api: Api, { namespace, name }: Subject): Promise<PodIdentities> {
  const identities = new Map<string, string[]>();
  let daemonSet: DaemonSet;
  try {
    daemonSet = await api.get<DaemonSet>(`/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}`);
  } catch (error) {
    if (isNotFound(error)) return identities;
    throw error;
  }
  const { items } = await api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  for (const pod of items) {
    const owned = pod.metadata.ownerReferences?.some(
      ({ controller, uid }) => controller && uid === daemonSet.metadata.uid,
    );
    const node = podTarget(pod);
    if (!owned || node === undefined || !isPodLive(pod)) continue;
    identities.set(node, [...(identities.get(node) ?? []), pod.metadata.uid ?? '']);
  }
  return identities;
}
