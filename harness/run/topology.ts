import type { TopologyNode } from '../cluster/provider.ts';
import type { NodeSpec } from '../lab/index.ts';

/** A node of lab.yaml as providers take it: quantities are text there. */
export function capacityOf({ capacity, ...node }: NodeSpec): TopologyNode {
  if (!capacity) return node;
  return {
    ...node,
    capacity: Object.fromEntries(Object.entries(capacity).map(([name, quantity]) => [name, String(quantity)])),
  };
}
