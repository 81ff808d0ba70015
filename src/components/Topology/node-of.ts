import type { NodeSpec } from '../../../harness/lab/schema.ts';
import type { Node } from '../../../harness/placement/types.ts';

/** What the node controller makes of `unschedulable`. */
const cordoned = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** The Node object that a lab's node becomes, as far as placement reads it: with the labels that every kubelet sets. */
export function nodeOf({ name, labels = {}, taints = [], unschedulable }: NodeSpec): Node {
  const own = { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
  const all = [
    ...taints.map(({ key, value, effect }) => ({ key, ...(value && { value }), effect })),
    ...(unschedulable ? [cordoned] : []),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    // What the lab says stands first, and wins.
    metadata: { name, labels: { ...labels, ...own, ...labels } },
    spec: { ...(all.length > 0 && { taints: all }), ...(unschedulable && { unschedulable }) },
  };
}

const everywhere = /^(beta\.)?kubernetes\.io\/(arch|os|hostname)$/;

/** What tells a node from others, for people: labels that not every node has, and taints. */
export function markedBy({ metadata, spec }: Node): { labels: string[]; taints: string[] } {
  const labels = Object.entries(metadata.labels ?? {})
    .filter(([key, value]) => !everywhere.test(key) || (key.endsWith('hostname') && value !== metadata.name))
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`));
  const taints = (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
  return { labels, taints };
}
