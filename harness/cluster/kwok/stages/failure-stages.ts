import { type Simulation, simulations } from '../../../lab/simulation.ts';
import {
  behaves,
  behavesNot,
  hasEnded,
  hasNotEnded,
  isInPhase,
  isStaying,
  restartedLessThan,
  waitsFor,
  waitsNotFor,
} from './pod-selectors.ts';
import {
  addresses,
  backedOffContainers,
  conditions,
  endedAgain,
  endedContainers,
  setPodStatus,
  waitingContainers,
} from './pod-status.ts';
import { stage, warn } from './stage.ts';

const simulates = (simulation: Simulation) => behaves(simulation);
const notReady = conditions('ContainersNotReady');
const pullError = '"simulated: the image cannot be pulled"';
const crash = '"simulated: back-off restarting failed container"';

/** What goes wrong with pods that ask for it (`harness/lab/simulation.ts`), in the words that a kubelet has for it. */
export const failureStages = [
  stage('Pod', 'image-pull-error', {
    when: [
      isStaying,
      isInPhase('Pending'),
      simulates('image-pull-error'),
      waitsNotFor('ErrImagePull', 'ImagePullBackOff'),
    ],
    steps: [
      setPodStatus('phase: Pending', addresses, notReady, waitingContainers('ErrImagePull', pullError)),
      warn('Failed', 'Failed to pull image (simulated)'),
    ],
  }),
  stage('Pod', 'image-pull-back-off', {
    when: [isStaying, isInPhase('Pending'), simulates('image-pull-error'), waitsFor('ErrImagePull')],
    delay: { durationMilliseconds: 300 },
    steps: [
      setPodStatus(waitingContainers('ImagePullBackOff', pullError)),
      warn('BackOff', 'Back-off pulling image (simulated)'),
    ],
  }),
  stage('Pod', 'crash', {
    when: [
      isStaying,
      isInPhase('Pending', 'Running'),
      simulates('crash-loop'),
      hasNotEnded,
      waitsNotFor('CrashLoopBackOff'),
    ],
    steps: [setPodStatus('phase: Running', addresses, notReady, endedContainers(1, 'Error'))],
  }),
  stage('Pod', 'crash-back-off', {
    when: [isStaying, isInPhase('Running'), simulates('crash-loop'), hasEnded],
    delay: { durationMilliseconds: 200 },
    steps: [
      setPodStatus(backedOffContainers('CrashLoopBackOff', crash)),
      warn('BackOff', 'Back-off restarting failed container (simulated)'),
    ],
  }),
  // A kubelet waits longer each time, up to 5 minutes; this one stops where that would be longer than a lab.
  stage('Pod', 'crash-again', {
    when: [
      isStaying,
      isInPhase('Running'),
      simulates('crash-loop'),
      waitsFor('CrashLoopBackOff'),
      restartedLessThan(3),
    ],
    delay: { durationMilliseconds: 200 },
    steps: [setPodStatus(endedAgain(1, 'Error'))],
  }),
  stage('Pod', 'fail', {
    when: [isStaying, isInPhase('Pending', 'Running'), simulates('failed')],
    steps: [
      setPodStatus(
        'phase: Failed',
        'reason: Evicted',
        'message: "The node was low on resource: ephemeral-storage (simulated)."',
        addresses,
        conditions('PodFailed'),
        // As of a pod that never got to run.
        'containerStatuses: null',
      ),
      warn('Evicted', 'The node was low on resource: ephemeral-storage (simulated)'),
    ],
  }),
  stage('Pod', 'succeed', {
    when: [isStaying, isInPhase('Pending', 'Running'), simulates('succeeded')],
    steps: [setPodStatus('phase: Succeeded', addresses, conditions('PodCompleted'), endedContainers(0, 'Completed'))],
  }),
  // A misspelt word must not make a pod that runs well.
  stage('Pod', 'unknown-simulation', {
    when: [
      isStaying,
      isInPhase('Pending'),
      behavesNot('well', 'slow', 'gated', ...Object.keys(simulations)),
      waitsNotFor('UnknownSimulation'),
    ],
    steps: [
      setPodStatus(
        notReady,
        waitingContainers('UnknownSimulation', `"expected one of ${Object.keys(simulations).join(', ')}"`),
      ),
    ],
  }),
];
