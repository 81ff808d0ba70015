import { describe, expect, it } from 'vitest';
import { ApiError } from '../cluster/api.ts';
import { collectionPath } from './resource-path.ts';
import { answer } from './testing/fake-api.ts';

const lists: Record<string, object[]> = {
  '/api/v1': [
    { kind: 'Node', name: 'nodes', namespaced: false },
    { kind: 'Node', name: 'nodes/status', namespaced: false },
  ],
  '/apis/apps/v1': [{ kind: 'DaemonSet', name: 'daemonsets', namespaced: true }],
};
const path = (apiVersion: string, kind: string, error?: ApiError) =>
  collectionPath(
    {
      get: async <T>(base: string) => {
        if (error) throw error;
        const resources = lists[base];
        if (!resources) throw new ApiError(404, 'NotFound', 'no such group');
        return { resources } as T;
      },
    },
    { apiVersion, kind, namespace: 'lab' },
  );

describe('collectionPath', () => {
  it('knows what is in a namespace and what is not', async () => {
    expect(await path('v1', 'Node')).toBe('/api/v1/nodes');
    expect(await path('apps/v1', 'DaemonSet')).toBe('/apis/apps/v1/namespaces/lab/daemonsets');
  });
  it('gives nothing for a kind or a version that the API server does not know', async () => {
    expect(await path('v1', 'Nodes')).toBeUndefined();
    expect(await path('apps/v2', 'DaemonSet')).toBeUndefined();
  });
  it('an API server that refuses to say is nobody’s fault', async () => {
    await expect(path('v1', 'Node', answer(403))).rejects.toMatchObject({ exitCode: 3 });
  });
});
