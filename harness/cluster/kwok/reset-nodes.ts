import type { Node } from '../../placement/types.ts';
import type { Api, KubeObject } from '../api.ts';
import type { Topology } from '../provider.ts';
import { insist, remove } from '../reset/change.ts';
import { isAsWanted, isSettled, patchTo } from '../reset/nodes.ts';
import { waitUntil } from '../wait.ts';
import { freeLease, leasePath } from './node-lease.ts';
import { isChangeable, nodesPath, toNode } from './nodes.ts';

/** Makes the nodes those of the topology, and waits until they are Ready; a node that is as it should be stays. */
export async function resetNodes(api: Api, topology: Topology, live: readonly Node[]): Promise<void> {
  const byName = new Map(live.map((node) => [node.metadata.name ?? '', node]));
  const names = new Set(topology.nodes.map(({ name }) => name));
  const surplus = live.filter(({ metadata }) => !names.has(metadata.name ?? ''));
  const wrong = topology.nodes.map(toNode).filter((wanted) => !isKept(byName.get(wanted.metadata.name ?? ''), wanted));
  await Promise.all([
    ...surplus.map((node) => removeNode(api, node)),
    ...wrong.map((wanted) => bringNode(api, byName.get(wanted.metadata.name ?? ''), wanted)),
  ]);
  if (surplus.length + wrong.length > 0) await waitForNodes(api, topology);
}

const isFree = (node: Node) => !(node as KubeObject & Node).metadata.finalizers?.length;

function isKept(live: Node | undefined, wanted: Node): boolean {
  return (
    live !== undefined && isAsWanted(live, wanted) && isChangeable(live, wanted) && isSettled(live) && isFree(live)
  );
}

/**
 * Changes the node in place where that is enough. When a node is deleted and made anew under its name, the lease stays:
 * kwok 0.8.0 at times takes the old one, that is gone, for the new one's, and then leaves the pods Pending for 10 s.
 */
async function bringNode(api: Api, live: Node | undefined, wanted: Node): Promise<void> {
  if (live && isChangeable(live, wanted) && isFree(live)) {
    const init = { body: patchTo(live, wanted), contentType: 'application/merge-patch+json' };
    return insist(() => api.request('PATCH', `${nodesPath}/${wanted.metadata.name}`, init));
  }
  if (live) {
    await insist(() => freeLease(api, wanted.metadata.name ?? ''));
    await deleteNode(api, live);
  }
  await insist(() => api.request('POST', nodesPath, { body: wanted }));
}

async function removeNode(api: Api, live: Node): Promise<void> {
  await deleteNode(api, live);
  await insist(() => api.request('DELETE', leasePath(live.metadata.name ?? '')));
}

function deleteNode(api: Api, live: Node): Promise<void> {
  return remove(api, { path: `${nodesPath}/${live.metadata.name}`, object: live as Node & KubeObject });
}

async function waitForNodes(api: Api, topology: Topology): Promise<void> {
  const names = new Set(topology.nodes.map(({ name }) => name));
  await waitUntil<Node>(api, nodesPath, {
    timeoutMs: 30_000,
    what: `the ${names.size} nodes of the lab to be Ready`,
    until: (nodes) =>
      nodes.length === names.size && nodes.every((node) => names.has(node.metadata.name ?? '') && isSettled(node)),
  });
}
