import type { DaemonSet, Node, NodeSelectorTerm, PodSpec, Taint, Toleration } from './types.ts';

/** Small builders that tests of placement share. */

export function daemonSet(spec: PodSpec = {}): DaemonSet {
  return { metadata: { name: 'agent', namespace: 'default' }, spec: { template: { spec } } };
}

/** A node called `node-1` unless its own labels, taints or name matter. */
export function node(labels: Record<string, string> = {}, taints: (string | Taint)[] = [], name = 'node-1'): Node {
  return {
    metadata: { name, labels },
    spec: { taints: taints.map((taint) => (typeof taint === 'string' ? parse(taint) : taint)) },
  };
}

function parse(text: string): Taint {
  const [, key = '', value = '', effect = ''] = /^([^=:]+)(?:=(.*))?:(\w+)$/.exec(text) ?? [];
  return { key, ...(value !== '' && { value }), effect };
}

/** A pod spec with required node affinity. */
export function requiring(...nodeSelectorTerms: NodeSelectorTerm[]): PodSpec {
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } };
}

/** A term with one expression: `term('cpus', 'Gt', '4')`. */
export function term(key: string, operator: string, ...values: string[]): NodeSelectorTerm {
  return { matchExpressions: [{ key, operator, values }] };
}

/** A term with one field. */
export function fieldTerm(key: string, operator: string, ...values: string[]): NodeSelectorTerm {
  return { matchFields: [{ key, operator, values }] };
}

/** A pod spec that tolerates. */
export function tolerating(...tolerations: Toleration[]): PodSpec {
  return { tolerations };
}
