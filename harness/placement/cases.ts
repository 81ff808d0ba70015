import type { Outcome } from './cases/row.ts';
import { leftToScheduler } from './cases/scheduler.ts';
import { byAffinity, byName, bySelector } from './cases/selection.ts';
import { byTaint, byToleration } from './cases/taints.ts';
import { daemonSet } from './test-objects.ts';
import type { TolerationOptions } from './tolerations.ts';
import type { DaemonSet, Node } from './types.ts';

export type { Outcome } from './cases/row.ts';

export interface PlacementCase {
  /** The number under which docs/reference/placement-model.mdx names it. */
  id: string;
  title: string;
  daemonSet: DaemonSet;
  node: Node;
  outcome: Outcome;
  options?: TolerationOptions;
}

const rows = [...byName, ...bySelector, ...byAffinity, ...leftToScheduler, ...byTaint, ...byToleration];

/** What the model must say, case by case; a suite against a live controller can read the same list. */
export const placementCases: readonly PlacementCase[] = rows.map(([id, title, spec, target, outcome, options]) => ({
  id,
  title,
  daemonSet: daemonSet(spec),
  node: target,
  outcome,
  ...(options && { options }),
}));
