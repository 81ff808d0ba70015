import type { PodState } from './pod-state.ts';

/** The states of a pod in a timeline; an event names one by its place here. Gone is both before a pod is made and after it. */
export const timelineStates = [
  'Gone',
  'Pending',
  'NotReady',
  'Ready',
  'Terminating',
  'Failed',
  'Succeeded',
  'Unknown',
] as const satisfies readonly ('Gone' | PodState)[];
export type TimelineState = (typeof timelineStates)[number];
