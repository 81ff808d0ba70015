import type { TolerationOptions } from '../tolerations.ts';
import type { Node, PodSpec } from '../types.ts';

/** shouldRun and shouldContinueRunning, in one word. */
export type Outcome = 'TT' | 'FT' | 'FF';

/** One case: its number in docs/reference/placement-model.mdx, what it is about, and what the controller does. */
export type Row = [id: string, title: string, spec: PodSpec, node: Node, outcome: Outcome, options?: TolerationOptions];
