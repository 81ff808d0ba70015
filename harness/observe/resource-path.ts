import { type Api, ApiError, isNotFound } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';

/** Path of the collection that holds objects of a kind; undefined when the API server knows no such kind. */
export async function collectionPath(
  api: Pick<Api, 'get'>,
  { apiVersion, kind, namespace }: { apiVersion: string; kind: string; namespace: string },
): Promise<string | undefined> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  try {
    const { resources } = await api.get<{ resources: { kind: string; name: string; namespaced: boolean }[] }>(base);
    const resource = resources.find((candidate) => candidate.kind === kind && !candidate.name.includes('/'));
    if (!resource) return undefined;
    return resource.namespaced ? `${base}/namespaces/${namespace}/${resource.name}` : `${base}/${resource.name}`;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (error instanceof ApiError)
      throw new ClusterError('E_API', `The API server refuses ${base}: ${error.message}`, { cause: error });
    throw error;
  }
}
