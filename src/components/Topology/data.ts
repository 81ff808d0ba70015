import type { Lab } from '../../../harness/lab/schema.ts';
import type { GridCell } from '../NodeGrid/model.ts';
import { markedBy, nodeOf } from './node-of.ts';

/** The nodes of a lab, as the grid draws them. Plain JSON. */
export interface TopologyData {
  title: string;
  cells: GridCell[];
}

/** What `<Topology>` shows of a lab; at build time. */
export function topologyData({ title, topology }: Lab): TopologyData {
  const cells = topology.nodes.map((spec): GridCell => {
    return { name: spec.name, state: 'empty', ...markedBy(nodeOf(spec)) };
  });
  return { title, cells };
}
