import { ClusterError } from '../../errors.ts';
import type { Node } from '../../placement/types.ts';
import type { Api, KubeObject } from '../api.ts';
import { ApiError, isNotFound } from '../api.ts';
import { type Resource, deletableResources } from '../discovery.ts';
import type { Topology } from '../provider.ts';
import { waitUntil } from '../wait.ts';
import { isAsWanted, isSettled, toNode } from './nodes.ts';
import { isResettable, isSystem, systemNamespaces } from './system-objects.ts';

const nodesPath = '/api/v1/nodes';

/**
 * Makes the cluster hold exactly the topology's nodes and nothing that a lab left. Waiting for a namespace's own
 * finalisation would take 5 s or more, so its content is deleted here and the namespace is finalised once a relist
 * shows that it is empty.
 */
export async function resetCluster(api: Api, topology: Topology): Promise<void> {
  const namespaces = await api.list('/api/v1/namespaces');
  const foreign = namespaces.items.map(({ metadata }) => metadata.name ?? '').filter((name) => !systemNamespaces.has(name));
  // A Terminating namespace refuses new objects, so nothing can be created behind our back from here on.
  await Promise.all(foreign.map((name) => ignoreGone(api.request('DELETE', `/api/v1/namespaces/${name}`, { query: { propagationPolicy: 'Background' } }))));
  const resources = (await deletableResources(api)).filter(isResettable);
  await deleteLeftovers(api, resources);
  await Promise.all([resetNodes(api, topology), ...foreign.map((name) => finalise(api, name))]);
  await waitForNodes(api, topology);
}

/** Lists every kind at once and deletes what is not the system's; repeats while controllers still make more. */
async function deleteLeftovers(api: Api, resources: readonly Resource[]): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const found = (await Promise.all(resources.map((resource) => leftoversOf(api, resource)))).flat();
    if (found.length === 0) return;
    // Owners and pods go first: a DaemonSet in a system namespace would replace its pods.
    const owners = found.filter(({ resource }) => resource.group === 'apps' || resource.group === 'batch');
    const rest = found.filter(({ resource }) => resource.group !== 'apps' && resource.group !== 'batch');
    for (const batch of [owners, rest]) await Promise.all(batch.map((item) => deleteObject(api, item, round > 2)));
  }
  throw new ClusterError('E_RESET', 'Objects that a lab left behind come back as fast as they are deleted.', { next: 'course cluster down' });
}

interface Leftover {
  resource: Resource;
  path: string;
  object: KubeObject;
}

async function leftoversOf(api: Api, resource: Resource): Promise<Leftover[]> {
  try {
    const { items } = await api.list(resource.path, { accept: metadataOnly, query: { resourceVersion: '' } });
    return items
      .filter((object) => !isSystem(resource, object.metadata))
      .map((object) => ({ resource, object, path: resource.objectPath(object.metadata.namespace, object.metadata.name ?? '') }));
  } catch (error) {
    // A custom resource can vanish between discovery and list; an aggregated API may be broken on purpose by a lab.
    if (error instanceof ApiError) return [];
    throw error;
  }
}

const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

async function deleteObject(api: Api, { path, object }: Leftover, force: boolean): Promise<void> {
  if (force && object.metadata.finalizers?.length) {
    const body = { metadata: { finalizers: null } };
    await ignoreGone(api.request('PATCH', path, { body, contentType: 'application/merge-patch+json' }));
  }
  await ignoreGone(api.request('DELETE', path, { query: { gracePeriodSeconds: '0', propagationPolicy: 'Background' } }));
}

async function finalise(api: Api, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  try {
    const namespace = await api.get(path);
    await api.request('PUT', `${path}/finalize`, { body: { ...namespace, spec: { finalizers: [] } } });
  } catch (error) {
    // 404: the namespace controller was faster; 409: it wrote in between, and a second try reads the new version.
    if (error instanceof ApiError && error.status === 409) return finalise(api, name);
    if (!isNotFound(error)) throw error;
  }
}

async function resetNodes(api: Api, topology: Topology): Promise<void> {
  const live = new Map((await api.list<Node>(nodesPath)).items.map((node) => [node.metadata.name ?? '', node]));
  const wanted = topology.nodes.map(toNode);
  const names = new Set(topology.nodes.map(({ name }) => name));
  const surplus = [...live.keys()].filter((name) => !names.has(name));
  await Promise.all([
    ...surplus.map((name) => ignoreGone(api.request('DELETE', `${nodesPath}/${name}`))),
    ...wanted.map((node) => bringNode(api, live.get(node.metadata.name ?? ''), node)),
  ]);
}

async function bringNode(api: Api, live: Node | undefined, wanted: Node): Promise<void> {
  const path = `${nodesPath}/${wanted.metadata.name}`;
  if (live && isAsWanted(live, wanted)) return;
  if (live) {
    await ignoreGone(api.request('DELETE', path, { query: { gracePeriodSeconds: '0' } }));
    if (live.metadata.name) await ignoreGone(api.request('DELETE', `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${live.metadata.name}`));
  }
  await api.request('POST', nodesPath, { body: wanted });
}

async function waitForNodes(api: Api, topology: Topology): Promise<void> {
  const names = new Set(topology.nodes.map(({ name }) => name));
  await waitUntil<Node>(api, nodesPath, {
    timeoutMs: 30_000,
    what: `the ${names.size} nodes of the lab to be Ready`,
    until: (nodes) => nodes.length === names.size && nodes.every((node) => names.has(node.metadata.name ?? '') && isSettled(node)),
  });
}

async function ignoreGone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    // 409 on a namespace that is Terminating already is as good as done.
    if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return;
    throw error;
  }
}
