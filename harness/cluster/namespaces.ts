import { type Api, ApiError } from './api.ts';

/** Creates a namespace in which pods can be created at once. */
export async function createNamespace(api: Api, name: string): Promise<void> {
  await api.request('POST', '/api/v1/namespaces', { body: { metadata: { name } } });
  await createDefaultServiceAccount(api, name);
}

/**
 * Creates the service account that pods get. Without it the first pods are refused until the service account controller
 * gets there, and the DaemonSet controller retries with back-off.
 */
export async function createDefaultServiceAccount(api: Api, namespace: string): Promise<void> {
  try {
    await api.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
      body: { metadata: { name: 'default' } },
    });
  } catch (error) {
    // 409: the controller was faster.
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}
