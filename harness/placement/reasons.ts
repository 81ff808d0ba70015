/** Every reason that the placement model gives, with what it means. The set is closed: other tools match on it. */
export const reasonCodes = {
  ELIGIBLE: 'The node matches and every taint that matters is tolerated.',
  NODE_NAME_MISMATCH: 'The template names one node in spec.nodeName, and it is another one.',
  NODE_SELECTOR_MISMATCH: 'A label that spec.nodeSelector asks for is absent or has another value.',
  NODE_AFFINITY_MISMATCH: 'No term of the required node affinity matches the node.',
  NO_EXECUTE_TAINT_NOT_TOLERATED:
    'A NoExecute taint is not tolerated: no pod is created, and a running one is deleted.',
  NO_SCHEDULE_TAINT_NOT_TOLERATED:
    'A NoSchedule taint is not tolerated: no pod is created, but a running one may stay.',
} as const satisfies Record<string, string>;

export type ReasonCode = keyof typeof reasonCodes;
