/**
 * Every code that a verdict can carry, in order of precedence: where nodes fail for several causes, the verdict's own
 * code is the first of them in this list. The set is closed; labs declare their failures with it.
 */
export const verdictCodes = {
  API_UNREACHABLE: { status: 'error', means: 'The API server could not be asked, so nothing was judged.' },
  CONTROLLER_NOT_WORKING: { status: 'error', means: 'The controller manager is not working: its lease is stale.' },
  GENERATION_NOT_OBSERVED: { status: 'error', means: 'The DaemonSet controller has not looked at the latest change.' },
  COMMAND_FAILED: { status: 'fail', means: "The step's command ended with an error." },
  DAEMONSET_NOT_FOUND: { status: 'fail', means: 'There is no DaemonSet of that name in the namespace.' },
  EMPTY_INTENDED: { status: 'fail', means: 'No node at all is intended, so nothing would be proved.' },
  TOPOLOGY_CHANGED: {
    status: 'fail',
    means: 'Nodes were changed, added or removed in a way the task does not ask for.',
  },
  INTENDED_NODE_MISSING: { status: 'fail', means: 'The task names a node that the cluster does not have.' },
  INTENDED_NODE_NOT_ELIGIBLE: { status: 'fail', means: 'The task wants a pod on the node, the DaemonSet does not.' },
  POD_ON_UNINTENDED_NODE: { status: 'fail', means: 'The DaemonSet runs a pod on a node where the task wants none.' },
  POD_KEPT_ON_UNINTENDED_NODE: {
    status: 'fail',
    means: 'A pod stays on a node that would get no new one, and the task wants none there.',
  },
  KEPT_POD_MISSING: { status: 'fail', means: 'The task wants the running pod to stay on the node, but it is gone.' },
  DUPLICATE_PODS: { status: 'fail', means: 'The node holds more than one pod of the DaemonSet.' },
  POD_MISSING: { status: 'fail', means: 'The node is eligible, but holds no pod of the DaemonSet.' },
  POD_OUTDATED: { status: 'fail', means: 'The pod on the node still has an older revision of the template.' },
  POD_NOT_READY: { status: 'fail', means: 'The pod is on the node, but not Ready.' },
  POD_NOT_REMOVED: { status: 'fail', means: 'A pod that has to go is still there.' },
  NODE_UNSETTLED: { status: 'fail', means: "The node's condition and its taints contradict each other." },
  POD_NOT_REPLACED: { status: 'fail', means: 'The same pod as before is on the node, where a new one is due.' },
  POD_REPLACED: { status: 'fail', means: 'A new pod is on the node, where the same one as before is due.' },
  OBJECT_NOT_FOUND: { status: 'fail', means: 'The object does not exist.' },
  OBJECT_DIFFERS: { status: 'fail', means: 'The object does not have the fields that are expected.' },
  OUTPUT_DIFFERS: { status: 'fail', means: 'A command printed something else than what was recorded.' },
  OK: { status: 'pass', means: 'As expected.' },
} as const satisfies Record<string, { status: 'pass' | 'fail' | 'error'; means: string }>;

export type VerdictCode = keyof typeof verdictCodes;

const order = Object.keys(verdictCodes) as VerdictCode[];

/** The code that speaks for several: the first of them in order of precedence, `OK` for none. */
export function leadingCode(codes: Iterable<VerdictCode>): VerdictCode {
  const present = new Set(codes);
  return order.find((code) => present.has(code)) ?? 'OK';
}
