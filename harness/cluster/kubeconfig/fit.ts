import type { Node } from '../../placement/types.ts';
import type { Topology, TopologyNode } from '../provider.ts';
import { type NodeSnapshot, snapshotOf, taintText } from './node-snapshot.ts';

/** A live node, and the node of the lab that it stands for. */
interface Pair {
  live: Node;
  wanted: TopologyNode;
}

/** Something about a node that is not as the lab needs it. */
interface Difference {
  needs: string;
  /** Why it must not be changed, even where changes are allowed. */
  keep?: string;
}

/** Why the nodes of somebody's own cluster cannot be a lab's, as the end of a sentence; undefined when they can. */
export function whyUnfit(topology: Topology, live: readonly Node[], mayChange: boolean): string | undefined {
  const pairs = pair(topology, live);
  if (typeof pairs === 'string') return pairs;
  const asleep = live.filter((node) => !isReady(node)).map(({ metadata }) => metadata.name);
  if (asleep.length > 0) return `needs its nodes Ready, and ${asleep.join(', ')} is not`;
  for (const difference of pairs.flatMap((one) => differences(one, keysOf(topology)))) {
    if (difference.keep !== undefined) return `needs ${difference.needs}, ${difference.keep}`;
    if (!mayChange) return `needs ${difference.needs}; --allow-node-changes puts it so, and back afterwards`;
  }
  return undefined;
}

/** What the live nodes are to be for the lab. Call it only where the topology fits. */
export function wantedNodes(topology: Topology, live: readonly Node[]): NodeSnapshot[] {
  const pairs = pair(topology, live);
  if (typeof pairs === 'string') return [];
  const keys = keysOf(topology);
  return pairs.map(({ live: node, wanted }) => {
    const now = snapshotOf(node);
    const others = Object.entries(now.labels).filter(([key]) => !keys.includes(key));
    return {
      ...now,
      labels: { ...Object.fromEntries(others), ...wanted.labels },
      taints: [...(wanted.taints ?? [])],
      unschedulable: wanted.unschedulable ?? false,
    };
  });
}

/** Which live node stands for which node of the lab: by name, or by order where the lab names none of its nodes. */
function pair({ nodes, anyNames }: Topology, live: readonly Node[]): Pair[] | string {
  const sorted = live.toSorted((a, b) => byName(a.metadata.name ?? '', b.metadata.name ?? ''));
  const has = `this cluster has ${sorted.map(({ metadata }) => metadata.name).join(', ') || 'none'}`;
  if (anyNames) {
    // One more node would be one more that the work may run on.
    if (sorted.length !== nodes.length) return `needs exactly ${nodes.length} nodes; ${has}`;
    return nodes.map((wanted, index) => ({ wanted, live: sorted[index] as Node }));
  }
  const names = nodes.map(({ name }) => name);
  const pairs = nodes.flatMap((wanted) => {
    const found = sorted.find(({ metadata }) => metadata.name === wanted.name);
    return found ? [{ wanted, live: found }] : [];
  });
  if (pairs.length < nodes.length || sorted.length !== nodes.length)
    return `needs nodes named ${names.join(', ')} and no others; ${has}`;
  return pairs;
}

const byName = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The label keys by which the lab tells its nodes apart; a node that must lack one must really lack it. */
const keysOf = ({ nodes }: Topology) => [...new Set(nodes.flatMap(({ labels = {} }) => Object.keys(labels)))];

function differences({ live, wanted }: Pair, keys: readonly string[]): Difference[] {
  const now = snapshotOf(live);
  return [
    ...capacityDifferences(now.name, wanted),
    ...keys.flatMap((key) => labelDifference(now, key, wanted.labels?.[key])),
    ...taintDifferences(now, wanted),
    ...cordonDifference(now, wanted.unschedulable ?? false),
  ];
}

function capacityDifferences(name: string, { capacity = {} }: TopologyNode): Difference[] {
  const wanted = Object.entries(capacity).map(([resource, quantity]) => `${resource} ${quantity}`);
  if (wanted.length === 0) return [];
  return [{ needs: `${wanted.join(', ')} on ${name}`, keep: 'and a real node has what it has' }];
}

const belongsToKubernetes = /(^|[./])(kubernetes|k8s)\.io\//;

function labelDifference({ name, labels }: NodeSnapshot, key: string, due: string | undefined): Difference[] {
  if (labels[key] === due) return [];
  const needs = due === undefined ? `${name} without label ${key}=${labels[key]}` : `label ${key}=${due} on ${name}`;
  return [{ needs, ...(belongsToKubernetes.test(key) && { keep: 'which is Kubernetes’ own to set' }) }];
}

function taintDifferences({ name, taints }: NodeSnapshot, { taints: due = [] }: TopologyNode): Difference[] {
  const [found, wanted] = [taints.map(taintText), due.map(taintText)];
  return [
    ...found
      .filter((text) => !wanted.includes(text))
      .map((text) => ({ needs: `${name} without taint ${text}`, keep: 'and a taint of this cluster stays' })),
    ...due
      .filter((taint) => !found.includes(taintText(taint)))
      .map((taint) => ({
        needs: `taint ${taintText(taint)} on ${name}`,
        ...(taint.effect === 'NoExecute' && { keep: 'which would evict the pods of others' }),
      })),
  ];
}

function cordonDifference({ name, unschedulable }: NodeSnapshot, due: boolean): Difference[] {
  if (unschedulable === due) return [];
  return due
    ? [{ needs: `${name} cordoned` }]
    : [{ needs: `${name} not cordoned`, keep: 'and whoever cordoned it had a reason' }];
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}
