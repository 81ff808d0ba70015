import type { Node } from '../../placement/types.ts';
import type { Api, KubeObject } from '../api.ts';
import { deletableResources, type Resource } from '../discovery.ts';
import type { NamespaceMarks } from '../reset/ground.ts';
import { isResettable } from '../reset/system-objects.ts';
import type { Member } from './pool.ts';

/** A cluster as it was before any lab: what a reset goes back to. */
export interface Snapshot {
  namespaces: Record<string, NamespaceMarks>;
  /** Every object by `keyOf`. */
  objects: string[];
  /** Whole objects of the kinds that a lab may change and no controller keeps. */
  kept: KeptObject[];
  /** The nodes by name as their kubelets registered them; a node that was away comes back like this. */
  nodes: Record<string, Pick<Node, 'metadata' | 'spec' | 'status'>>;
}

export interface KeptObject {
  /** Path of the collection in its namespace. */
  collection: string;
  object: KubeObject;
}

/** Names one object among all: `group/resource namespace/name`. */
export function keyOf({ group, name }: Pick<Resource, 'group' | 'name'>, metadata: KubeObject['metadata']): string {
  return `${group}/${name} ${metadata.namespace ?? ''}/${metadata.name}`;
}

const keptKinds = new Set([
  '/configmaps',
  '/services',
  '/serviceaccounts',
  'apps/daemonsets',
  'apps/deployments',
  'rbac.authorization.k8s.io/clusterroles',
  'rbac.authorization.k8s.io/clusterrolebindings',
  'rbac.authorization.k8s.io/roles',
  'rbac.authorization.k8s.io/rolebindings',
  'storage.k8s.io/storageclasses',
]);
/** Written anew by a controller whenever a token comes or goes. */
const keptByControllers = new Set(['/configmaps kube-public/cluster-info', '/services default/kubernetes']);

/** Takes the snapshot of a cluster on which nothing has run yet. */
export async function takeSnapshot(api: Api): Promise<Snapshot> {
  const [all, namespaces, nodes] = await Promise.all([
    deletableResources(api),
    api.list('/api/v1/namespaces'),
    api.list<Node>('/api/v1/nodes'),
  ]);
  const resources = all.filter(isResettable);
  const lists = await Promise.all(
    resources.map(async (resource) => ({ resource, items: (await api.list(resource.path)).items })),
  );
  const found = lists.flatMap(({ resource, items }) => items.map((object) => ({ resource, object })));
  return {
    namespaces: Object.fromEntries(
      namespaces.items.map(({ metadata: { name = '', labels = {}, annotations = {} } }) => [
        name,
        { labels, annotations },
      ]),
    ),
    objects: found
      .filter(({ resource }) => resource.name !== 'events')
      .map(({ resource, object }) => keyOf(resource, object.metadata)),
    kept: found
      .filter(({ resource, object }) => isKept(resource, object))
      .map(({ resource, object }) => ({ collection: collectionOf(resource, object), object: essence(object) })),
    nodes: Object.fromEntries(nodes.items.map((node) => [node.metadata.name ?? '', birth(node)])),
  };
}

function isKept(resource: Resource, { metadata }: KubeObject): boolean {
  return keptKinds.has(`${resource.group}/${resource.name}`) && !keptByControllers.has(keyOf(resource, metadata));
}

function collectionOf(resource: Resource, { metadata }: KubeObject): string {
  return metadata.namespace === undefined ? resource.path : resource.objectPath(metadata.namespace, '');
}

const counters = ['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation'];

/** What somebody wrote of an object, without what the API server and the controllers add. */
export function essence({ status: _status, metadata, ...object }: KubeObject): KubeObject {
  const { name, namespace, labels, annotations = {}, finalizers } = metadata;
  const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => !counters.includes(key)));
  return {
    ...object,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(Object.keys(own).length > 0 && { annotations: own }),
      ...(finalizers && { finalizers }),
    },
  };
}

/** Labels that a kubelet gives its node. */
const ownLabel = /^(beta\.)?kubernetes\.io\/(hostname|os|arch)$/;

function birth({ metadata: { name, labels = {}, annotations }, spec, status }: Node): Snapshot['nodes'][string] {
  const { podCIDR, podCIDRs, providerID } = (spec ?? {}) as NonNullable<Node['spec']> & { podCIDRs?: string[] };
  const {
    conditions: _,
    images: __,
    ...machine
  } = (status ?? {}) as NonNullable<Node['status']> & { images?: unknown };
  return {
    metadata: {
      name,
      labels: Object.fromEntries(Object.entries(labels).filter(([key]) => ownLabel.test(key))),
      ...(annotations && { annotations }),
    },
    spec: { ...(podCIDR !== undefined && { podCIDR, podCIDRs }), ...(providerID !== undefined && { providerID }) },
    // A kubelet that starts and finds its node without resources refuses every pod, the control plane's among them.
    status: machine,
  };
}

/** A machine's node as it first was, by whatever name the machine goes now. */
export function birthOf({ nodes }: Snapshot, { container }: Pick<Member, 'container'>): Snapshot['nodes'][string] {
  const found = Object.values(nodes).find(({ spec }) => spec?.providerID?.endsWith(`/${container}`));
  if (!found) throw new RangeError(`The snapshot has no node of ${container}.`);
  return found;
}
