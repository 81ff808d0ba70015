/**
 * Every code that a verdict can carry, in order of precedence: where nodes fail for several causes, the verdict's own
 * code is the first of them in this list. The set is closed; labs declare their failures with it.
 */
export const verdictCodes = {
  API_UNREACHABLE: { status: 'error', means: 'The API server could not be asked, so nothing was judged.' },
  CONTROLLER_NOT_WORKING: { status: 'error', means: 'The controller manager is not working: its lease is stale.' },
  GENERATION_NOT_OBSERVED: { status: 'error', means: 'The DaemonSet controller has not looked at the latest change.' },
  PROBE_FAILED: { status: 'error', means: 'It could not be asked who answers, so nothing was judged.' },
  RECORDING_BROKEN: { status: 'error', means: 'Not everything that happened during the step could be seen.' },
  COMMAND_FAILED: { status: 'fail', means: "The step's command ended with an error." },
  COMMAND_NOT_REFUSED: { status: 'fail', means: "The step's command has to be refused, but was accepted." },
  REFUSED_OTHERWISE: { status: 'fail', means: "The step's command was refused, but for another reason." },
  OUTPUT_NOT_AS_EXPECTED: { status: 'fail', means: "The step's command printed something else than is expected." },
  DAEMONSET_NOT_FOUND: { status: 'fail', means: 'There is no DaemonSet of that name in the namespace.' },
  EMPTY_INTENDED: { status: 'fail', means: 'No node at all is intended, so nothing would be proved.' },
  TOPOLOGY_CHANGED: {
    status: 'fail',
    means: 'Nodes were changed, added or removed in a way the task does not ask for.',
  },
  INTENDED_NODE_MISSING: { status: 'fail', means: 'The task names a node that the cluster does not have.' },
  INTENDED_NODE_NOT_ELIGIBLE: { status: 'fail', means: 'The task wants a pod on the node, the DaemonSet does not.' },
  POD_ON_UNINTENDED_NODE: { status: 'fail', means: 'A pod runs on a node where the task wants none.' },
  POD_KEPT_ON_UNINTENDED_NODE: {
    status: 'fail',
    means: 'A pod stays on a node that would get no new one, and the task wants none there.',
  },
  KEPT_POD_MISSING: { status: 'fail', means: 'The task wants the running pod to stay on the node, but it is gone.' },
  TOO_MANY_UNAVAILABLE: { status: 'fail', means: 'At some moment more nodes lacked a Ready pod than may.' },
  DUPLICATE_PODS: { status: 'fail', means: 'The node holds more pods than it should.' },
  POD_MISSING: { status: 'fail', means: 'The node should hold a pod, but holds none, or fewer than it should.' },
  POD_OUTDATED: { status: 'fail', means: 'The pod on the node still has an older revision of the template.' },
  POD_NOT_READY: { status: 'fail', means: 'The pod is on the node, but not Ready.' },
  POD_IN_OTHER_STATE: { status: 'fail', means: 'The pod is in another state than is expected.' },
  POD_NOT_REMOVED: { status: 'fail', means: 'A pod that has to go is still there.' },
  NODE_UNSETTLED: { status: 'fail', means: "The node's condition and its taints contradict each other." },
  POD_NOT_REPLACED: { status: 'fail', means: 'The same pod as before is on the node, where a new one is due.' },
  POD_REPLACED: { status: 'fail', means: 'A new pod is on the node, where the same one as before is due.' },
  POD_DIFFERS: { status: 'fail', means: 'The pod does not have the fields that are expected.' },
  POD_COUNT_DIFFERS: { status: 'fail', means: 'There are more or fewer pods, or pods without a node, than expected.' },
  OTHER_PODS: { status: 'fail', means: 'Something that the task does not name runs pods in the namespace.' },
  NOTHING_HAPPENED: { status: 'fail', means: 'The step made no pod, so that nothing was proved about it.' },
  OBJECT_NOT_FOUND: { status: 'fail', means: 'The object does not exist.' },
  OBJECT_DIFFERS: { status: 'fail', means: 'The object does not have the fields that are expected.' },
  OBJECT_COUNT_DIFFERS: { status: 'fail', means: 'There are more or fewer such objects than expected.' },
  OBJECT_STILL_THERE: { status: 'fail', means: 'An object exists that must not, or came back.' },
  REVISIONS_DIFFER: { status: 'fail', means: 'The revision history of the DaemonSet is not as expected.' },
  EVENT_MISSING: { status: 'fail', means: 'No such event happened since the step began, or not often enough.' },
  ANSWERED_UNEXPECTEDLY: { status: 'fail', means: 'Somebody answers who should not, or where silence is due.' },
  ANSWER_FROM_WRONG_NODE: { status: 'fail', means: "Another node's pod answers than the one that is due there." },
  ANSWER_UNREADABLE: { status: 'fail', means: 'The answer names nobody in the cluster, or is an HTTP error.' },
  CLIENT_ADDRESS_LOST: { status: 'fail', means: 'The pod that answers sees another address than that of the asker.' },
  ANSWER_MISSING: { status: 'fail', means: "The node's pod does not answer where it should." },
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
