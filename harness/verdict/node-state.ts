import type { Node, Pod } from '../placement/types.ts';

const conditionOf = (node: Node, type: string) =>
  node.status?.conditions?.find((condition) => condition.type === type)?.status;
const hasTaint = (node: Node, keys: readonly string[], effect: string) =>
  (node.spec?.taints ?? []).some((taint) => taint.effect === effect && keys.includes(taint.key));

const readiness = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

/**
 * Why a node's taints are about to change by themselves, undefined when they are at rest. The node life-cycle controller
 * taints by condition, a moment later (`nodeConditionToTaintKeyStatusMap` in node_lifecycle_controller.go); a verdict in
 * between would judge a state that does not last.
 */
export function nodeInMotion(node: Node): string | undefined {
  const ready = conditionOf(node, 'Ready');
  const tainted = hasTaint(node, readiness, 'NoSchedule');
  if (ready === undefined) return 'it has not reported whether it is Ready';
  if (ready === 'True' && (tainted || hasTaint(node, readiness, 'NoExecute')))
    return 'it is Ready, but still carries the taint of a node that is not';
  if (ready !== 'True' && !tainted) return 'it is not Ready, but does not carry the taint for that yet';
  const network = conditionOf(node, 'NetworkUnavailable') === 'True';
  if (network !== hasTaint(node, ['node.kubernetes.io/network-unavailable'], 'NoSchedule')) {
    return 'its NetworkUnavailable condition and taint contradict each other';
  }
  return undefined;
}

/** Whether a node may become eligible without anybody changing it: it is starting or not Ready now, and may be in a moment. */
export function mayRecover(node: Node): boolean {
  const starting = hasTaint(node, ['node.cloudprovider.kubernetes.io/uninitialized'], 'NoSchedule');
  return starting || conditionOf(node, 'Ready') !== 'True' || conditionOf(node, 'NetworkUnavailable') === 'True';
}

// What kwok writes as the version of a kubelet that is not there.
const simulatedKubelet = /^(kwok|fake)/;

/** Whether a real kubelet runs the pods of a node. */
export function hasKubelet({ status }: Node): boolean {
  const version = (status as { nodeInfo?: { kubeletVersion?: string } } | undefined)?.nodeInfo?.kubeletVersion ?? '';
  return version !== '' && !simulatedKubelet.test(version);
}

/** Whether the pod's Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Whether the pod is neither being deleted nor at its end; only such pods count for the controller. */
export function isPodLive(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';
}

/** Why a pod is not Ready, as a clause: what the scheduler or the kubelet says of it. */
export function whyNotReady(pod: Pod): string {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (!pod.spec.nodeName) {
    return scheduled?.status === 'False' && scheduled.message
      ? `the scheduler cannot place it: ${scheduled.message}`
      : 'no scheduler has looked at it yet';
  }
  for (const { name, state } of pod.status?.containerStatuses ?? []) {
    const stuck = state?.waiting ?? state?.terminated;
    if (stuck?.reason) return `container ${name}: ${stuck.reason}${stuck.message ? ` (${stuck.message})` : ''}`;
  }
  return `phase ${pod.status?.phase ?? 'unknown'}, Ready is not True`;
}
