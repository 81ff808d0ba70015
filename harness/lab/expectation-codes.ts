import type { VerdictCode } from '../verdict/codes.ts';
import type { ExpectationKind } from './expectations.ts';

/** With which the controller's own work fails, whatever the task; what waits for it to be done can fail with them too. */
const unfinished = [
  'DAEMONSET_NOT_FOUND',
  'DUPLICATE_PODS',
  'POD_MISSING',
  'POD_OUTDATED',
  'POD_NOT_READY',
  'POD_NOT_REMOVED',
  'NODE_UNSETTLED',
] as const satisfies VerdictCode[];

/** The codes with which each kind of expectation can fail; a failure that a lab declares must be one of them. */
export const expectationCodes: Record<ExpectationKind, readonly VerdictCode[]> = {
  onePodPerMatchingNode: [
    ...unfinished,
    'EMPTY_INTENDED',
    'TOPOLOGY_CHANGED',
    'INTENDED_NODE_MISSING',
    'INTENDED_NODE_NOT_ELIGIBLE',
    'POD_ON_UNINTENDED_NODE',
    'POD_KEPT_ON_UNINTENDED_NODE',
    'KEPT_POD_MISSING',
  ],
  podsReplaced: [...unfinished, 'POD_NOT_REPLACED', 'POD_REPLACED'],
  throughout: [...unfinished, 'EMPTY_INTENDED', 'TOO_MANY_UNAVAILABLE', 'NOTHING_HAPPENED'],
  pods: [
    'DAEMONSET_NOT_FOUND',
    'EMPTY_INTENDED',
    'TOPOLOGY_CHANGED',
    'INTENDED_NODE_MISSING',
    'POD_ON_UNINTENDED_NODE',
    'DUPLICATE_PODS',
    'POD_MISSING',
    'POD_NOT_READY',
    'POD_IN_OTHER_STATE',
    'POD_NOT_REMOVED',
    'POD_DIFFERS',
    'POD_COUNT_DIFFERS',
  ],
  noOtherPods: ['OTHER_PODS'],
  object: ['OBJECT_NOT_FOUND', 'OBJECT_DIFFERS', 'OBJECT_COUNT_DIFFERS'],
  absent: ['OBJECT_STILL_THERE'],
  revisions: ['DAEMONSET_NOT_FOUND', 'REVISIONS_DIFFER'],
  events: ['EVENT_MISSING'],
  reachable: [
    'EMPTY_INTENDED',
    'INTENDED_NODE_MISSING',
    'OBJECT_NOT_FOUND',
    'OBJECT_DIFFERS',
    'ANSWERED_UNEXPECTEDLY',
    'ANSWER_FROM_WRONG_NODE',
    'ANSWER_UNREADABLE',
    'CLIENT_ADDRESS_LOST',
    'ANSWER_MISSING',
  ],
  refused: ['COMMAND_NOT_REFUSED', 'REFUSED_OTHERWISE'],
  output: ['OUTPUT_NOT_AS_EXPECTED'],
};
