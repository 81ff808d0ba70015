import type { Node, Placement, Pod } from '../placement/types.ts';
import type { VerdictCode } from './codes.ts';
import { isPodLive, isPodReady } from './node-state.ts';

/** What the task wants on a node: a pod, a pod that already ran to stay, either that or none, or none. */
export type Wants = 'pod' | 'kept pod' | 'maybe a kept pod' | 'none';

export interface NodeFacts {
  node: Node;
  placement: Placement;
  wants: Wants;
  /** All pods of the DaemonSet for this node, those included that end. */
  pods: readonly Pod[];
  /** Whether a pod is of an older template and has to be replaced; left out where any will do. */
  isOutdated?: ((pod: Pod) => boolean) | undefined;
}

export interface NodeAssessment extends NodeFacts {
  code: VerdictCode;
  /** Whether the controller, the scheduler or the kubelet still has something to do here. */
  inMotion: boolean;
}

/** Judges one node by both halves: is the controller done here, and is what it does here what the task wants? */
export function assessNode(facts: NodeFacts): NodeAssessment {
  const unfinished = unfinishedWork(facts);
  const wrong = wrongWork(facts);
  // What the task wants weighs more than work in progress: waiting does not make the wrong node right.
  return { ...facts, code: wrong ?? unfinished ?? 'OK', inMotion: unfinished !== undefined };
}

/**
 * Half one, the controller's fixpoint (`podsShouldBeOnNode` in daemon_controller.go): exactly one live pod of the present
 * revision, Ready, where it should run, none where it must not, at most one where it may only stay. Gives what is left to do.
 */
function unfinishedWork({ placement, pods, wants, isOutdated }: NodeFacts): VerdictCode | undefined {
  const live = pods.filter(isPodLive);
  if (live.length > 1) return 'DUPLICATE_PODS';
  if (placement.shouldRun && live.length === 0) return 'POD_MISSING';
  if (live.length < pods.length) return 'POD_NOT_REMOVED';
  if (!placement.shouldContinueRunning && live.length > 0) return 'POD_NOT_REMOVED';
  const pod = live[0];
  if (!pod) return undefined;
  if (isOutdated?.(pod)) return 'POD_OUTDATED';
  if (placement.shouldRun) return isPodReady(pod) ? undefined : 'POD_NOT_READY';
  // A pod that may only stay need not be Ready: on a node that is not, none is. One that never ran is not kept, though.
  return wants === 'kept pod' && pod.status?.phase !== 'Running' ? 'POD_NOT_READY' : undefined;
}

/** Half two: is the work that the controller does the work that the task wants? */
function wrongWork({ placement, pods, wants }: NodeFacts): VerdictCode | undefined {
  if (wants === 'pod') return placement.shouldRun ? undefined : 'INTENDED_NODE_NOT_ELIGIBLE';
  if (placement.shouldRun) return 'POD_ON_UNINTENDED_NODE';
  const live = pods.filter(isPodLive).length;
  if (wants === 'kept pod' && live === 0) return 'KEPT_POD_MISSING';
  if (wants === 'none' && live > 0 && placement.shouldContinueRunning) return 'POD_KEPT_ON_UNINTENDED_NODE';
  return undefined;
}
