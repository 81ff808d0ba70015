import { readyAfterAnnotation, simulateAnnotation } from '../../../lab/simulation.ts';
import { exists, isAbsent, isNoneOf, isOneOf } from './stage.ts';

/** The states between which the stages of a pod tell (jq expressions over the pod). */

const annotations = '.metadata.annotations';
const gates = '([.spec.readinessGates[]?.conditionType] - [.status.conditions[]? | select(.status == "True") | .type])';

/** How a pod behaves: what it is told to simulate, else `slow`, `gated` (a readiness gate of its own is shut) or `well`. */
const behaviour = `${annotations}["${simulateAnnotation}"] // (if ${annotations}["${readyAfterAnnotation}"] then "slow" elif ${gates} != [] then "gated" else "well" end)`;
const ready = '.status.conditions[]? | select(.type == "Ready") | .status';

/** What `ready-after` says, for a stage's delay. */
export const readyAfter = `${annotations}["${readyAfterAnnotation}"]`;

/** First of all a pod's containers, which all of them follow. */
const container = '.status.containerStatuses[0]';

export const behaves = (...behaviours: string[]) => isOneOf(behaviour, ...behaviours);
export const behavesNot = (...behaviours: string[]) => isNoneOf(behaviour, ...behaviours);
export const isInPhase = (...phases: string[]) => isOneOf('.status.phase', ...phases);
export const isStaying = isAbsent('.metadata.deletionTimestamp');
export const isLeaving = exists('.metadata.deletionTimestamp');
export const isReady = isOneOf(ready, 'True');
export const isNotReady = isNoneOf(ready, 'True');
export const isOfJob = isOneOf('.metadata.ownerReferences[]?.kind', 'Job');
export const waitsFor = (...reasons: string[]) => isOneOf(`${container}.state.waiting.reason`, ...reasons);
export const waitsNotFor = (...reasons: string[]) => isNoneOf(`${container}.state.waiting.reason`, ...reasons);
export const hasEnded = exists(`${container}.state.terminated`);
export const hasNotEnded = isAbsent(`${container}.state.terminated`);
export const restartedLessThan = (times: number) => isOneOf(`(${container}.restartCount // 0) < ${times}`, 'true');
