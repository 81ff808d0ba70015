import type { PredictedNode } from '../../plugins/quiz/types.ts';
import type { GridCell } from '../NodeGrid/index.ts';

/** A node as the grid shows it: before the check what the reader chose, after it what the model says of that. */
export function cellOf(node: PredictedNode, chosen: boolean, checked: boolean): GridCell {
  const { name, labels, taints, runs, reason } = node;
  const shown = { name, labels, taints, chosen };
  if (!checked) return { ...shown, state: chosen ? 'running' : 'empty' };
  return { ...shown, state: chosen ? (runs ? 'running' : 'unwanted') : runs ? 'missing' : 'none', reason };
}
