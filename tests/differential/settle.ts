import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../harness/cluster/api.ts';
import type { DaemonSet, Pod } from '../../harness/placement/types.ts';

const timeoutMs = 60_000;
const pauseMs = 200;

export const daemonSetsPath = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/daemonsets`;
export const podsPath = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;

/** The DaemonSet's counters, once they were written for the generation that stands in the API. */
export type Counters = Required<NonNullable<DaemonSet['status']>>;

/** Waits until every DaemonSet of a namespace was processed in its present generation and its counters are as expected. */
export async function waitForCounters(
  api: Api,
  namespace: string,
  areAsExpected: (counters: Counters, daemonSet: DaemonSet) => boolean,
): Promise<Map<string, Counters>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { items } = await api.list<DaemonSet>(daemonSetsPath(namespace), { query: { limit: '1000' } });
    const waiting = items.filter((daemonSet) => {
      const counters = daemonSet.status as Counters;
      const processed = (counters.observedGeneration ?? 0) >= (daemonSet.metadata.generation ?? 1);
      return !(processed && areAsExpected(counters, daemonSet));
    });
    if (waiting.length === 0)
      return new Map(items.map(({ metadata, status }) => [metadata.name ?? '', status as Counters]));
    if (Date.now() > deadline) throw new Error(`${namespace} did not settle: ${describe(waiting)}`);
    await sleep(pauseMs);
  }
}

function describe([first, ...others]: readonly DaemonSet[]): string {
  return `${first?.metadata.name} ${JSON.stringify(first?.status)} and ${others.length} others`;
}

/** The node that a pod is bound to or, as the controller wrote it, meant for. Read here anew: `podTarget` is under test too. */
export function targetOf({ spec }: Pod): string {
  const [term] = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const meant = term?.matchFields?.length === 1 ? term.matchFields[0]?.values?.[0] : undefined;
  const target = spec.nodeName || meant;
  if (!target) throw new Error(`A pod names no node: ${JSON.stringify(spec.affinity)}`);
  return target;
}

/** The pods of a namespace by the DaemonSet that owns them, as of now. */
export async function podsByOwner(api: Api, namespace: string): Promise<Map<string, Pod[]>> {
  const { items } = await api.list<Pod>(podsPath(namespace), { query: { limit: '1000' } });
  const byOwner = new Map<string, Pod[]>();
  for (const pod of items) {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)?.name ?? '';
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), pod]);
  }
  return byOwner;
}

export const nodesOf = (pods: readonly Pod[]) => new Set(pods.map(targetOf));

/**
 * Waits until the controller has nothing left to do in a namespace, and gives the pods.
 *
 * Sound without the placement model, as daemon_controller.go has it: `observedGeneration` is raised to a generation only
 * by a sync that read that generation, found all pods that it had created and deleted before in its cache
 * (`expectations`), and ended its own creations and deletions: status is written after `manage` returns. The nodes that
 * it read are final, because the barrier was passed before the generation was written. A sync raises the number even
 * when a creation or deletion of its own failed, so every DaemonSet is touched once more (a field that no pod reads) and
 * must be observed again. Last, the controller's counters must agree with the pods that the API lists, so that nothing
 * is in flight between the two.
 */
export async function settledPods(api: Api, namespace: string): Promise<Map<string, Pod[]>> {
  const processed = await waitForCounters(api, namespace, () => true);
  await Promise.all(
    [...processed.keys()].map((name) =>
      api.request('PATCH', `${daemonSetsPath(namespace)}/${name}`, {
        contentType: 'application/merge-patch+json',
        body: { spec: { revisionHistoryLimit: 9 } },
      }),
    ),
  );
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const counters = await waitForCounters(
      api,
      namespace,
      (counters) => counters.currentNumberScheduled === counters.desiredNumberScheduled,
    );
    const pods = await podsByOwner(api, namespace);
    const apart = [...counters].filter(
      ([name, { currentNumberScheduled, numberMisscheduled }]) =>
        nodesOf(pods.get(name) ?? []).size !== currentNumberScheduled + numberMisscheduled,
    );
    if (apart.length === 0) return pods;
    if (Date.now() > deadline)
      throw new Error(`${namespace}: the counters of ${apart.map(([name]) => name).join(', ')} disagree with the pods`);
    await sleep(pauseMs);
  }
}
