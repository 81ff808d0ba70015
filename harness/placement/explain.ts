import { compilePlacement } from './compile.ts';
import type { ManifestEntry } from './manifest.ts';
import type { Node, Placement } from './types.ts';
import type { Refusal } from './validate/index.ts';

/** What the DaemonSet controller does on one node, and why. */
export interface NodeExplanation extends Placement {
  node: string;
}

/** One line of `explain --output json`: a DaemonSet on every node, or why the server would refuse it. */
export type Explanation = { daemonSet: string; nodes: NodeExplanation[] } | { daemonSet: string; error: Refusal };

/** Explains each DaemonSet of a file on each node, without a cluster; one at a time, for there may be many. */
export function* explainAll(daemonSets: readonly ManifestEntry[], nodes: readonly Node[]): Generator<Explanation> {
  for (const { name, checked } of daemonSets) {
    if (checked.kind === 'refused') yield { daemonSet: name, error: checked.refusals[0] };
    else {
      const place = compilePlacement(checked.daemonSet);
      yield { daemonSet: name, nodes: nodes.map((node) => ({ node: node.metadata.name ?? '', ...place(node) })) };
    }
  }
}
