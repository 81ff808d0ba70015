import type { ObjectMeta } from '../../placement/types.ts';
import { type Api, ApiError } from '../api.ts';
import type { Resource } from '../discovery.ts';
import { remove } from './change.ts';
import type { Ground, Leftover } from './ground.ts';

/** Everything on the cluster that is not the system's: one list per kind that is in use, all at once. */
export async function findLeftovers(api: Api, resources: readonly Resource[], ground: Ground): Promise<Leftover[]> {
  const inUse = (await ground.inUse?.(resources)) ?? resources;
  return (await Promise.all(inUse.map((resource) => leftoversOf(api, resource, ground)))).flat();
}

/** Whether an object has to go. What every namespace is given goes with it, where that is not one of the system. */
export function isLeftover(
  { namespaces, isSystem }: Pick<Ground, 'namespaces' | 'isSystem'>,
  resource: Resource,
  metadata: ObjectMeta,
): boolean {
  const { namespace } = metadata;
  return (namespace !== undefined && !namespaces.has(namespace)) || !isSystem(resource, metadata);
}

async function leftoversOf(api: Api, resource: Resource, ground: Ground): Promise<Leftover[]> {
  try {
    const { items } = await api.list(resource.path, { accept: metadataOnly, query: { resourceVersion: '' } });
    return items
      .filter((object) => isLeftover(ground, resource, object.metadata))
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

export interface DeleteOptions {
  ground: Ground;
  /** Takes finalizers too, whose controllers may be gone or never have been. */
  force: boolean;
}

/** Deletes objects, owners before what they own. */
export async function deleteLeftovers(
  api: Api,
  found: readonly Leftover[],
  { ground, force }: DeleteOptions,
): Promise<void> {
  // A DaemonSet in a system namespace would replace its pods.
  const isOwner = ({ resource }: Leftover) => resource.group === 'apps' || resource.group === 'batch';
  const rest = found.filter((item) => !isOwner(item));
  const pods = ground.endPods && !force ? rest.filter(isPod) : [];
  const once = (batch: readonly Leftover[]) =>
    Promise.all(
      force
        ? batch.map((item) => remove(api, item))
        : collectionsOf(batch).map((group) => deleteCollection(api, group, ground)),
    );
  await once(found.filter(isOwner));
  if (pods.length > 0) await ground.endPods?.(api, pods);
  await once(rest.filter((item) => !pods.includes(item)));
}

const isPod = ({ resource }: Leftover) => resource.group === '' && resource.name === 'pods';

/** The objects of one kind and namespace together. */
function collectionsOf(found: readonly Leftover[]): [Leftover, ...Leftover[]][] {
  return [
    ...Map.groupBy(found, ({ resource, object }) => `${resource.path} ${object.metadata.namespace ?? ''}`).values(),
  ] as [Leftover, ...Leftover[]][];
}

/** Deletes what was found in one collection: in one request where all of it goes, as in a namespace that is going itself. */
async function deleteCollection(
  api: Api,
  [first, ...others]: [Leftover, ...Leftover[]],
  { namespaces }: Ground,
): Promise<void> {
  const { namespace } = first.object.metadata;
  // Of what a namespace of the system holds only events may go all at once: everything reports there, nobody owns them.
  const mayGo = namespace !== undefined && (!namespaces.has(namespace) || first.resource.name === 'events');
  const wholeCollection = others.length > 0 && mayGo;
  if (!wholeCollection) await Promise.all([first, ...others].map((item) => remove(api, item, false)));
  else await remove(api, { path: first.resource.objectPath(namespace, ''), object: { metadata: {} } }, false);
}
