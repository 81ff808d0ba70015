import { setTimeout as sleep } from 'node:timers/promises';
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
  const [resources, namespaces] = await Promise.all([deletableResources(api).then((all) => all.filter(isResettable)), api.list('/api/v1/namespaces')]);
  // A lab's webhook or policy may refuse every change, the ones below included, so it goes first.
  await deleteLeftovers(api, resources.filter(({ group }) => group === 'admissionregistration.k8s.io' || group === 'apiregistration.k8s.io'));
  const foreign = namespaces.items.filter(({ metadata }) => !systemNamespaces.has(metadata.name ?? ''));
  // A Terminating namespace refuses new objects, so nothing can be created behind our back from here on.
  await Promise.all(foreign.map((namespace) => remove(api, { path: `/api/v1/namespaces/${namespace.metadata.name}`, object: namespace })));
  await Promise.all([
    deleteLeftovers(api, resources),
    ...namespaces.items.filter((namespace) => !foreign.includes(namespace)).map((namespace) => cleanNamespace(api, namespace)),
  ]);
  await Promise.all([resetNodes(api, topology), ...foreign.map(({ metadata }) => finalise(api, metadata.name ?? ''))]);
  await waitForNodes(api, topology);
}

/** What controllers make of other objects, and so may come back in a namespace that is not Terminating. */
const derived: ReadonlySet<string> = new Set(['controllerrevisions', 'endpoints', 'endpointslices', 'events', 'jobs', 'pods', 'replicasets']);

/** Lists every kind at once and deletes what is not the system's; repeats, where something was or may come back, until nothing is. */
async function deleteLeftovers(api: Api, resources: readonly Resource[]): Promise<void> {
  let suspects = resources;
  for (let round = 0; round < 20; round += 1) {
    const found = (await Promise.all(suspects.map((resource) => leftoversOf(api, resource)))).flat();
    if (found.length === 0) return;
    const seen = new Set(found.map(({ resource }) => resource));
    suspects = resources.filter((resource) => seen.has(resource) || derived.has(resource.name));
    // Owners and pods go first: a DaemonSet in a system namespace would replace its pods.
    const owners = found.filter(({ resource }) => resource.group === 'apps' || resource.group === 'batch');
    const rest = found.filter(({ resource }) => resource.group !== 'apps' && resource.group !== 'batch');
    for (const batch of [owners, rest]) await Promise.all(batch.map((item) => remove(api, item, round > 2)));
  }
  throw new ClusterError('E_RESET', 'Objects that a lab left behind come back as fast as they are deleted.', { next: 'course cluster down' });
}

/** Takes labels and annotations off a namespace of the system: some of them decide which pods may be created there. */
async function cleanNamespace(api: Api, { metadata: { name = '', labels = {}, annotations = {} } }: KubeObject): Promise<void> {
  const extra = (map: Record<string, string>) => Object.keys(map).filter((key) => key !== 'kubernetes.io/metadata.name');
  if (extra(labels).length + extra(annotations).length === 0) return;
  const none = (map: Record<string, string>) => Object.fromEntries(extra(map).map((key) => [key, null]));
  const body = { metadata: { labels: none(labels), annotations: none(annotations) } };
  await insist(() => api.request('PATCH', `/api/v1/namespaces/${name}`, { body, contentType: 'application/merge-patch+json' }));
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
    // A kind can vanish between discovery and list; a custom or aggregated one may be broken on purpose by a lab.
    const builtIn = !resource.group.includes('.') || resource.group.endsWith('.k8s.io');
    if (error instanceof ApiError && (error.status === 404 || error.status === 405 || !builtIn)) return [];
    throw error;
  }
}

const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** Deletes an object at once; `force` takes its finalizers too, whose controllers may be gone or never have been. */
async function remove(api: Api, { path, object }: Pick<Leftover, 'path' | 'object'>, force = true): Promise<void> {
  if (force && object.metadata.finalizers?.length) {
    const body = { metadata: { finalizers: null } };
    await insist(() => api.request('PATCH', path, { body, contentType: 'application/merge-patch+json' }));
  }
  await insist(() => api.request('DELETE', path, { query: { gracePeriodSeconds: '0', propagationPolicy: 'Background' } }));
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
    ...surplus.map((name) => removeNode(api, live.get(name))),
    ...wanted.map((node) => bringNode(api, live.get(node.metadata.name ?? ''), node)),
  ]);
}

async function bringNode(api: Api, live: Node | undefined, wanted: Node): Promise<void> {
  if (live && isAsWanted(live, wanted) && !(live as KubeObject & Node).metadata.finalizers?.length) return;
  await removeNode(api, live);
  await insist(() => api.request('POST', nodesPath, { body: wanted }));
}

async function removeNode(api: Api, live: Node | undefined): Promise<void> {
  if (!live) return;
  const { name } = live.metadata;
  await remove(api, { path: `${nodesPath}/${name}`, object: live as Node & KubeObject });
  await insist(() => api.request('DELETE', `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`));
}

async function waitForNodes(api: Api, topology: Topology): Promise<void> {
  const names = new Set(topology.nodes.map(({ name }) => name));
  await waitUntil<Node>(api, nodesPath, {
    timeoutMs: 30_000,
    what: `the ${names.size} nodes of the lab to be Ready`,
    until: (nodes) => nodes.length === names.size && nodes.every((node) => names.has(node.metadata.name ?? '') && isSettled(node)),
  });
}

const patienceMs = 5_000;

/**
 * Sends a change until it is taken: for a moment the API server still asks a webhook that is deleted already. What is
 * gone (404) or being done (409) counts as done. Throws ClusterError when the server keeps refusing.
 */
async function insist(request: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await request();
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404 || error.status === 409) return;
      if (performance.now() > deadline) throw new ClusterError('E_RESET', `Could not clean the cluster: ${error.message}`, { cause: error, next: 'course cluster down' });
      await sleep(50);
    }
  }
}
