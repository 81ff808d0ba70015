import { readFileSync } from 'node:fs';
import type { Topology, TopologyNode } from '../cluster/provider.ts';
import { type Lab, type NodeSpec, variants } from '../lab/index.ts';
import { imagesOf } from './images.ts';

/** What a lab needs of its nodes, as providers take it. */
export function topologyOf(lab: Lab): Topology {
  const nodes = lab.topology.nodes.map(capacityOf);
  return { nodes, images: imagesOf(lab), ...(!namesNodes(lab) && { anyNames: true }) };
}

/** Quantities may be numbers in lab.yaml, and are text everywhere else. */
function capacityOf({ capacity, ...node }: NodeSpec): TopologyNode {
  if (!capacity) return node;
  return {
    ...node,
    capacity: Object.fromEntries(Object.entries(capacity).map(([name, quantity]) => [name, String(quantity)])),
  };
}

/** Whether anything in the lab but its topology names one of its nodes: a command, an expectation, the task, a file. */
function namesNodes(lab: Lab): boolean {
  const { topology, dir: _dir, ...rest } = lab;
  const sources = new Set(variants(lab).flatMap(({ files }) => files.map(({ from }) => from)));
  const text = [JSON.stringify(rest), ...[...sources].map((path) => readFileSync(path, 'utf8'))].join('\n');
  return topology.nodes.some(({ name }) => wordOf(name).test(text));
}

/** A name where it stands by itself: `worker-1` is not in `worker-10`. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![-.\\w])${name.replaceAll('.', '\\.')}(?![-\\w]|\\.\\w)`);
}
