/** The placement model: which nodes a DaemonSet runs on, and why. Pure; runs in Node and in the browser. */
export { compilePlacement, place } from './compile.ts';
export {
  type LabelRequirement,
  type LabelSelector,
  matchesSelector,
  parseLabelSelector,
  SelectorError,
} from './label-selector.ts';
export { podTarget } from './pod-target.ts';
export { type ReasonCode, reasonCodes } from './reasons.ts';
export { automaticTolerations, effectiveTolerations, type TolerationOptions, tolerates } from './tolerations.ts';
