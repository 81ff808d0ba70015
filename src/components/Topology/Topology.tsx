import type { ReactNode } from 'react';
import { carries, type GridCell } from '../NodeGrid/model.ts';
import { NodeGrid } from '../NodeGrid/NodeGrid.tsx';
import type { TopologyData } from './data.ts';

/** The nodes of a lab before anything runs on them. */
export function Topology({ data }: { data: TopologyData }): ReactNode {
  return <NodeGrid cells={data.cells} label={`The nodes of the lab “${data.title}”`} idle={idle(data.cells)} />;
}

function idle(cells: readonly GridCell[]): string {
  const plain = cells.filter((cell) => carries(cell) === undefined).length;
  const nodes = cells.length === 1 ? '1 node' : `${cells.length} nodes`;
  if (plain === cells.length)
    return cells.length === 1 ? '1 node, without a label of its own.' : `${nodes}, all alike.`;
  return `${nodes}${plain > 0 ? `, ${plain} of them without a label or taint of their own` : ''}.`;
}
