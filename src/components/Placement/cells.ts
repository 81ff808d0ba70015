import { compilePlacement } from '../../../harness/placement/index.ts';
import type { DaemonSet, Node, Placement } from '../../../harness/placement/types.ts';
import type { CellState, GridCell } from '../NodeGrid/model.ts';
import { markedBy } from '../Topology/node-of.ts';

/** What the placement model's answer looks like in a cell. */
export function stateOf({ shouldRun, shouldContinueRunning }: Placement): CellState {
  if (shouldRun) return 'running';
  return shouldContinueRunning ? 'keeps' : 'none';
}

/** All reasons of an answer in one clause. */
export const reasonText = ({ reasons }: Placement) => reasons.map(({ message }) => message).join('; also, ');

/** The nodes as cells, each with what the placement model says of the DaemonSet there. */
export function placedCells(daemonSet: DaemonSet, nodes: readonly Node[]): GridCell[] {
  const place = compilePlacement(daemonSet);
  return nodes.map((node) => {
    const placement = place(node);
    const name = node.metadata.name ?? '';
    return { name, state: stateOf(placement), reason: reasonText(placement), ...markedBy(node) };
  });
}
