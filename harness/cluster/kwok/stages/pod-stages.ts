import { behaves, isInPhase, isLeaving, isNotReady, isOfJob, isReady, isStaying, readyAfter } from './pod-selectors.ts';
import {
  addresses,
  conditions,
  endedContainers,
  requireNode,
  runningContainers,
  setPodStatus,
  startedContainers,
} from './pod-status.ts';
import { stage } from './stage.ts';

/** The life of a pod that nothing is wrong with: bound, running, Ready at once or a little later, gone when it is deleted. */
export const podStages = [
  stage('Pod', 'pod-delete', { when: [isLeaving], steps: [requireNode, { delete: true }] }),
  stage('Pod', 'pod-start', {
    when: [isStaying, isInPhase('Pending'), behaves('well')],
    steps: [setPodStatus('phase: Running', addresses, conditions(true), startedContainers(true))],
  }),
  stage('Pod', 'pod-start-not-ready', {
    when: [isStaying, isInPhase('Pending'), behaves('slow', 'not-ready')],
    steps: [setPodStatus('phase: Running', addresses, conditions('ContainersNotReady'), startedContainers(false))],
  }),
  stage('Pod', 'pod-start-gated', {
    when: [isStaying, isInPhase('Pending'), behaves('gated')],
    steps: [
      setPodStatus('phase: Running', addresses, conditions('ReadinessGatesNotReady', true), startedContainers(true)),
    ],
  }),
  // Also what has been marked by the node controller while its node was silent, as a kubelet that returns would.
  stage('Pod', 'pod-turn-ready', {
    when: [isStaying, isInPhase('Running'), isNotReady, behaves('well', 'slow')],
    delay: { durationMilliseconds: 0, durationFrom: { jq: { expression: readyAfter } } },
    steps: [setPodStatus(conditions(true), runningContainers(true))],
  }),
  stage('Pod', 'pod-turn-not-ready', {
    when: [isStaying, isInPhase('Running'), isReady, behaves('not-ready')],
    steps: [setPodStatus(conditions('ContainersNotReady'), runningContainers(false))],
  }),
  stage('Pod', 'pod-turn-gated', {
    when: [isStaying, isInPhase('Running'), isReady, behaves('gated')],
    steps: [setPodStatus(conditions('ReadinessGatesNotReady', true))],
  }),
  stage('Pod', 'pod-complete', {
    when: [isStaying, isInPhase('Running'), isReady, behaves('well', 'slow'), isOfJob],
    steps: [setPodStatus('phase: Succeeded', conditions('PodCompleted'), endedContainers(0, 'Completed'))],
  }),
];
