import { failureStages } from './failure-stages.ts';
import { nodeStages } from './node-stages.ts';
import { podStages } from './pod-stages.ts';
import type { Stage } from './stage.ts';

/** All stages that kwok plays: giving it one drops its defaults, so this is the whole life of simulated nodes and pods. */
export const stages: readonly Stage[] = [...nodeStages, ...podStages, ...failureStages];
