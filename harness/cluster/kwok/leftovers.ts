import { type Api, ApiError, type KubeObject } from '../api.ts';
import type { Resource } from '../discovery.ts';
import { remove } from './change.ts';
import { isSystem, systemNamespaces } from './system-objects.ts';

/** An object that no fresh control plane has. */
export interface Leftover {
  resource: Resource;
  path: string;
  object: KubeObject;
}

/** Everything on the cluster that is not the system's: one list per kind, all at once. */
export async function findLeftovers(api: Api, resources: readonly Resource[]): Promise<Leftover[]> {
  return (await Promise.all(resources.map((resource) => leftoversOf(api, resource)))).flat();
}

async function leftoversOf(api: Api, resource: Resource): Promise<Leftover[]> {
  try {
    const { items } = await api.list(resource.path, { accept: metadataOnly, query: { resourceVersion: '' } });
    return items
      .filter((object) => !isSystem(resource, object.metadata))
      .map((object) => ({
        resource,
        object,
        path: resource.objectPath(object.metadata.namespace, object.metadata.name ?? ''),
      }));
  } catch (error) {
    // A kind can vanish between discovery and list; a custom or aggregated one may be broken on purpose by a lab.
    const builtIn = !resource.group.includes('.') || resource.group.endsWith('.k8s.io');
    if (error instanceof ApiError && (error.status === 404 || error.status === 405 || !builtIn)) return [];
    throw error;
  }
}

const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** Deletes objects, owners before what they own; `force` takes finalizers too, whose controllers may be gone or never have been. */
export async function deleteLeftovers(api: Api, found: readonly Leftover[], force: boolean): Promise<void> {
  // A DaemonSet in a system namespace would replace its pods.
  const isOwner = ({ resource }: Leftover) => resource.group === 'apps' || resource.group === 'batch';
  for (const batch of [found.filter(isOwner), found.filter((item) => !isOwner(item))]) {
    await Promise.all(
      force
        ? batch.map((item) => remove(api, item))
        : collectionsOf(batch).map((group) => deleteCollection(api, group)),
    );
  }
}

/** The objects of one kind and namespace together. */
function collectionsOf(found: readonly Leftover[]): [Leftover, ...Leftover[]][] {
  return [
    ...Map.groupBy(found, ({ resource, object }) => `${resource.path} ${object.metadata.namespace ?? ''}`).values(),
  ] as [Leftover, ...Leftover[]][];
}

/** Deletes what was found in one collection: in one request where all of it goes, as in a namespace that is going itself. */
async function deleteCollection(api: Api, [first, ...others]: [Leftover, ...Leftover[]]): Promise<void> {
  const { namespace } = first.object.metadata;
  const wholeCollection = others.length > 0 && namespace !== undefined && !systemNamespaces.has(namespace);
  if (!wholeCollection) await Promise.all([first, ...others].map((item) => remove(api, item, false)));
  else await remove(api, { path: first.resource.objectPath(namespace, ''), object: { metadata: {} } }, false);
}
