import type { Pod } from '../placement/types.ts';

// A container without a readiness probe is Ready as soon as it has started, also when it is about to crash; one that crashes
// again and again is so for a moment after each start. The first back-off is 10 s.
const startMs = 2_000;
const restartMs = 10_000;

/** For how long a pod must have been Ready before that says anything, and since when it has been; server's time. */
export interface ReadyProof {
  needMs: number;
  sinceMs: number;
}

/** What a Ready pod on a real kubelet still has to show; undefined where its readiness probes have shown it. */
export function readyProof(pod: Pod): ReadyProof | undefined {
  const { conditions = [], containerStatuses = [] } = pod.status ?? {};
  const containers = (pod.spec.containers as { readinessProbe?: unknown }[] | undefined) ?? [];
  const hasRestarted = containerStatuses.some(({ restartCount = 0 }) => restartCount > 0);
  if (!hasRestarted && containers.every(({ readinessProbe }) => readinessProbe)) return undefined;
  const times = [
    conditions.find(({ type }) => type === 'Ready')?.lastTransitionTime,
    ...containerStatuses.map(({ state }) => state?.running?.startedAt),
  ];
  const sinceMs = Math.max(...times.map((time) => (time === undefined ? 0 : Date.parse(time))));
  return { needMs: hasRestarted ? restartMs : startMs, sinceMs };
}
