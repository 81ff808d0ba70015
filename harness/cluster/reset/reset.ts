import { ClusterError } from '../../errors.ts';
import type { Node } from '../../placement/types.ts';
import { type Api, ApiError, isNotFound, type KubeObject } from '../api.ts';
import { deletableResources } from '../discovery.ts';
import type { Topology } from '../provider.ts';
import { insist, remove } from './change.ts';
import type { Ground, Leftover, NamespaceMarks } from './ground.ts';
import { deleteLeftovers, findLeftovers } from './leftovers.ts';
import { isResettable } from './system-objects.ts';

/**
 * Makes the cluster hold exactly the topology's nodes and nothing that a lab left. Waiting for a namespace's own
 * finalisation would take 5 s or more, so its content is deleted here and the namespace is finalised once a relist
 * shows that it is empty.
 */
export async function resetCluster(api: Api, topology: Topology, ground: Ground): Promise<void> {
  // All is listed before anything is written: a list that has to show a write may wait 0.1 s for it.
  const [all, namespaces, nodes] = await Promise.all([
    deletableResources(api),
    api.list('/api/v1/namespaces'),
    api.list<Node>('/api/v1/nodes'),
  ]);
  const resources = all.filter(isResettable);
  const found = await findLeftovers(api, resources, ground);
  // A lab's webhook or policy may refuse every change, the ones below included, so it goes first.
  await deleteLeftovers(api, found.filter(mayRefuse), { ground, force: false });
  const foreign = namespaces.items.filter(({ metadata }) => !ground.namespaces.has(metadata.name ?? ''));
  // The namespace controller leaves a namespace without finaliser alone. Else it might still be emptying this one when the
  // next lab has made another of the same name, and take that one's objects.
  const begun = foreign.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  await Promise.all(begun.map(({ metadata }) => finalise(api, metadata.name ?? '')));
  // A Terminating namespace refuses new objects, so nothing can be created behind our back from here on.
  await Promise.all(
    foreign.map((namespace) =>
      remove(api, { path: `/api/v1/namespaces/${namespace.metadata.name}`, object: namespace }),
    ),
  );
  const own = namespaces.items.filter((namespace) => !foreign.includes(namespace));
  await Promise.all([
    ...own.map((namespace) => cleanNamespace(api, namespace, ground)),
    found.length + foreign.length > 0 &&
      deleteAll(api, found, { ground, relist: () => findLeftovers(api, resources, ground) }),
  ]);
  await ground.restore?.(api);
  await Promise.all([
    ground.resetNodes(api, topology, nodes.items),
    ...foreign.map(({ metadata }) => finalise(api, metadata.name ?? '')),
  ]);
}

const mayRefuse = ({ resource: { group } }: Leftover) =>
  group === 'admissionregistration.k8s.io' || group === 'apiregistration.k8s.io';

const isSystemEvent = ({ resource, object }: Leftover, { namespaces }: Ground) =>
  resource.name === 'events' && namespaces.has(object.metadata.namespace ?? '');

/** Deletes and lists again until nothing is left, since controllers still make more for a moment. */
async function deleteAll(
  api: Api,
  first: readonly Leftover[],
  { ground, relist }: { ground: Ground; relist: () => Promise<Leftover[]> },
): Promise<void> {
  let found = first;
  for (let round = 0; round < 20; round += 1) {
    await deleteLeftovers(api, found, { ground, force: round > 2 });
    found = await relist();
    // Controllers go on reporting what they saw in the namespaces of the system: 1,000 nodes that leave are 1,000 events.
    if (found.every((leftover) => isSystemEvent(leftover, ground))) return;
  }
  throw new ClusterError('E_RESET', 'Objects that a lab left behind come back as fast as they are deleted.', {
    next: 'course cluster down',
  });
}

const bare: NamespaceMarks = { labels: {}, annotations: {} };

/** Takes a lab's labels and annotations off a namespace of the system: some of them decide which pods may be created there. */
async function cleanNamespace(
  api: Api,
  { metadata: { name = '', labels = {}, annotations = {} } }: KubeObject,
  { namespaces }: Ground,
): Promise<void> {
  const own = namespaces.get(name) ?? bare;
  const metadata = {
    labels: backTo({ 'kubernetes.io/metadata.name': name, ...own.labels }, labels),
    annotations: backTo(own.annotations, annotations),
  };
  if (Object.keys(metadata.labels).length + Object.keys(metadata.annotations).length === 0) return;
  await insist(() =>
    api.request('PATCH', `/api/v1/namespaces/${name}`, {
      body: { metadata },
      contentType: 'application/merge-patch+json',
    }),
  );
}

/** The merge patch that makes `now` what it was. */
function backTo(was: Readonly<Record<string, string>>, now: Record<string, string>): Record<string, string | null> {
  const surplus = Object.keys(now).filter((key) => was[key] === undefined);
  const wrong = Object.entries(was).filter(([key, value]) => now[key] !== value);
  return Object.fromEntries([...surplus.map((key) => [key, null]), ...wrong]);
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
