import type { Api } from './api.ts';

/** One kind of object that can be listed and deleted. */
export interface Resource {
  group: string;
  /** Plural, such as daemonsets. */
  name: string;
  namespaced: boolean;
  /** Path of the collection over all namespaces. */
  path: string;
  /** Path of one object, or of the collection in a namespace where the name is empty. */
  objectPath(namespace: string | undefined, name: string): string;
}

interface DiscoveryGroup {
  metadata: { name?: string };
  versions: {
    version: string;
    resources?: { resource: string; scope: 'Namespaced' | 'Cluster'; verbs: string[] }[];
  }[];
}

const aggregated = 'application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io';

/** Every kind that can be listed and deleted, each once, at its preferred version (aggregated discovery, two requests). */
export async function deletableResources(api: Api): Promise<Resource[]> {
  const [core, groups] = await Promise.all(
    ['/api', '/apis'].map((path) => api.get<{ items: DiscoveryGroup[] }>(path, { accept: aggregated })),
  );
  return [...(core?.items ?? []), ...(groups?.items ?? [])].flatMap(resourcesOf);
}

function resourcesOf({ metadata, versions }: DiscoveryGroup): Resource[] {
  const group = metadata.name ?? '';
  const seen = new Set<string>();
  return versions.flatMap(({ version, resources = [] }) => {
    const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    return resources
      .filter(({ resource, verbs }) => !seen.has(resource) && verbs.includes('list') && verbs.includes('delete'))
      .map(({ resource, scope }) => {
        seen.add(resource);
        return {
          group,
          name: resource,
          namespaced: scope === 'Namespaced',
          path: `${base}/${resource}`,
          objectPath: (namespace: string | undefined, name: string) =>
            namespace === undefined
              ? `${base}/${resource}/${name}`
              : `${base}/namespaces/${namespace}/${resource}${name && `/${name}`}`,
        };
      });
  });
}
