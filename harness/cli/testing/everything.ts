import type { Api, KubeObject } from '../../cluster/api.ts';
import { deletableResources } from '../../cluster/discovery.ts';

/** Kinds that a control plane writes all the time, whoever does or does not use it. */
const restless = new Set(['leases', 'events', 'ipaddresses', 'endpoints', 'endpointslices']);

/**
 * Everything that a cluster holds, each object as the version it is at: one that was only touched has another. Of nodes
 * what their users set, since their status is renewed all the time.
 */
export async function everythingOn(api: Api): Promise<Record<string, unknown>> {
  const resources = (await deletableResources(api)).filter(({ name }) => !restless.has(name));
  const found = await Promise.all(
    resources.map(async (resource) => {
      const { items } = await api.list<KubeObject & { spec?: object }>(resource.path);
      return items.map(({ metadata, spec }): [string, unknown] => [
        resource.objectPath(metadata.namespace, metadata.name ?? ''),
        resource.name === 'nodes'
          ? { uid: metadata.uid, labels: metadata.labels, annotations: metadata.annotations, spec }
          : { uid: metadata.uid, resourceVersion: metadata.resourceVersion },
      ]);
    }),
  );
  return Object.fromEntries(found.flat().sort(([a], [b]) => a.localeCompare(b)));
}
