import type { Pod } from '../placement/types.ts';
import { isPodReady } from './node-state.ts';

export type PodState = 'Ready' | 'NotReady' | 'Pending' | 'Failed' | 'Succeeded' | 'Terminating' | 'Unknown';

/** The one state that a pod is in, as a person would say it: one that is being deleted is that before all else. */
export function podState(pod: Pod): PodState {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const phase = pod.status?.phase;
  if (phase === 'Running') return isPodReady(pod) ? 'Ready' : 'NotReady';
  return phase === 'Pending' || phase === 'Failed' || phase === 'Succeeded' ? phase : 'Unknown';
}

/** Whether a pod is in the state that is expected; `Running` is both Ready and not. */
export function isInState(pod: Pod, wanted: PodState | 'Running'): boolean {
  const state = podState(pod);
  return state === wanted || (wanted === 'Running' && (state === 'Ready' || state === 'NotReady'));
}
