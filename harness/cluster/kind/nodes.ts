import type { Node } from '../../placement/types.ts';
import type { Api, KubeObject } from '../api.ts';
import type { TopologyNode } from '../provider.ts';
import { insist, remove } from '../reset/change.ts';
import { isAsWanted, isSettled, patchTo } from '../reset/nodes.ts';
import { waitUntil } from '../wait.ts';
import type { Member } from './pool.ts';
import type { Snapshot } from './snapshot.ts';

const nodesPath = '/api/v1/nodes';

export interface Assignment {
  wanted: TopologyNode;
  member: Member;
  /** The node as the container's kubelet first registered it. */
  birth: Snapshot['nodes'][string];
}

/** The Node object that a machine of ours comes back with: the kubelet's own labels and the lab's. */
export function nodeOf({ wanted, birth }: Assignment): Node {
  const { name, labels = {}, taints = [], unschedulable } = wanted;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { ...birth.metadata.labels, 'kubernetes.io/hostname': name, ...labels },
      ...(birth.metadata.annotations && { annotations: birth.metadata.annotations }),
    },
    spec: { ...birth.spec, ...(taints.length > 0 && { taints }), ...(unschedulable && { unschedulable }) },
    ...(birth.status && { status: birth.status }),
  };
}

const containerOf = ({ spec }: Node) =>
  String((spec as { providerID?: string } | undefined)?.providerID ?? '')
    .split('/')
    .at(-1);

const isStillGood = (live: Node & { metadata: KubeObject['metadata'] }) =>
  !live.metadata.deletionTimestamp && !live.metadata.finalizers?.length;

/** Takes away every node that is not one of these, on this very machine, with the pods that were bound to it. */
export async function parkOthers(api: Api, live: readonly Node[], assignments: readonly Assignment[]): Promise<void> {
  const surplus = live.filter((node) => !assignments.some((assignment) => isOn(node, assignment)));
  await Promise.all(surplus.map((node) => parkNode(api, node)));
}

function isOn(live: Node, { wanted, member }: Assignment): boolean {
  return live.metadata.name === wanted.name && containerOf(live) === member.container && isStillGood(live);
}

async function parkNode(api: Api, live: Node): Promise<void> {
  const name = live.metadata.name ?? '';
  await remove(api, { path: `${nodesPath}/${name}`, object: live as Node & KubeObject });
  const { items } = await api.list('/api/v1/pods', { query: { fieldSelector: `spec.nodeName=${name}` } });
  await Promise.all(
    items.map((pod) =>
      remove(api, { path: `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`, object: pod }),
    ),
  );
}

/**
 * Makes the nodes what the topology says: in place where the node is there, else its machine gets a Node object again.
 * Gives those that came back.
 */
export async function bringNodes(
  api: Api,
  live: readonly Node[],
  assignments: readonly Assignment[],
): Promise<Assignment[]> {
  const there = new Map(assignments.map((assignment) => [assignment, live.find((node) => isOn(node, assignment))]));
  await Promise.all([...there].map(([assignment, node]) => bringNode(api, nodeOf(assignment), node)));
  return assignments.filter((assignment) => !there.get(assignment));
}

/** Gives a machine that has no node its node back, as the topology or somebody who adds it wants it. */
export async function bringBack(api: Api, assignment: Assignment): Promise<void> {
  await bringNode(api, nodeOf(assignment), undefined);
}

async function bringNode(api: Api, wanted: Node, live: Node | undefined): Promise<void> {
  if (!live) return insist(() => api.request('POST', nodesPath, { body: wanted }));
  if (isAsWanted(live, wanted)) return;
  const init = { body: patchTo(live, wanted), contentType: 'application/merge-patch+json' };
  return insist(() => api.request('PATCH', `${nodesPath}/${wanted.metadata.name}`, init));
}

/** Waits until the cluster has exactly these nodes, and all are Ready and at rest. */
export async function waitForNodes(api: Api, names: readonly string[], timeoutMs: number): Promise<void> {
  await waitUntil<Node>(api, nodesPath, {
    timeoutMs,
    what: `the nodes ${names.join(', ')} to be Ready`,
    until: (nodes) =>
      nodes.length === names.length &&
      nodes.every((node) => names.includes(node.metadata.name ?? '') && isSettled(node)),
  });
}
