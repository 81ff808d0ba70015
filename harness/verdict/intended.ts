import { compilePlacement, matchesSelector, parseLabelSelector } from '../placement/index.ts';
import type { DaemonSet, Node } from '../placement/types.ts';

/**
 * The nodes that the task wants a pod on, which is never the same thing as the nodes that the learner's own DaemonSet
 * selects: a DaemonSet always agrees with its own selector. `eligible` alone asks for nothing but agreement.
 */
export type Intended =
  | { kind: 'all' }
  | { kind: 'labels'; selector: string }
  | { kind: 'names'; names: readonly string[] }
  | { kind: 'reference'; label: string; daemonSet: DaemonSet }
  | { kind: 'eligible' };

/** The intended nodes in the words that `--intended` takes. */
export function describeIntended(intended: Intended): string {
  switch (intended.kind) {
    case 'labels':
      return `labels=${intended.selector}`;
    case 'names':
      return `names=${intended.names.join(',')}`;
    case 'reference':
      return `reference=${intended.label}`;
    default:
      return intended.kind;
  }
}

/** A test for live nodes; undefined for `eligible`, which takes whatever the placement model says. */
export function compileIntended(intended: Intended): ((node: Node) => boolean) | undefined {
  switch (intended.kind) {
    case 'all':
      return () => true;
    case 'labels':
      return compileSelector(intended.selector);
    case 'names': {
      const names = new Set(intended.names);
      return (node) => names.has(node.metadata.name ?? '');
    }
    case 'reference': {
      const place = compilePlacement(intended.daemonSet);
      return (node) => place(node).shouldRun;
    }
    case 'eligible':
      return undefined;
  }
}

/** Nodes that the task names but the cluster does not have; a misspelt name must not make the task smaller. */
export function missingNames(intended: Intended, nodes: readonly Node[]): string[] {
  if (intended.kind !== 'names') return [];
  const live = new Set(nodes.map(({ metadata }) => metadata.name));
  return [...new Set(intended.names)].filter((name) => !live.has(name));
}

/** A test of an object's labels in kubectl's selector syntax. */
export function compileSelector(selector: string): (object: Pick<Node, 'metadata'>) => boolean {
  const parsed = parseLabelSelector(selector);
  return ({ metadata }) => matchesSelector(parsed, metadata.labels ?? {});
}
