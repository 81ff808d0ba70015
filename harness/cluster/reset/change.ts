import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import { type Api, ApiError, type KubeObject } from '../api.ts';

/** Deletes an object at once; `force` takes its finalizers too, whose controllers may be gone or never have been. */
export async function remove(
  api: Api,
  { path, object }: { path: string; object: Pick<KubeObject, 'metadata'> },
  force = true,
): Promise<void> {
  if (force && object.metadata.finalizers?.length) {
    const body = { metadata: { finalizers: null } };
    await insist(() => api.request('PATCH', path, { body, contentType: 'application/merge-patch+json' }));
  }
  await insist(() =>
    api.request('DELETE', path, { query: { gracePeriodSeconds: '0', propagationPolicy: 'Background' } }),
  );
}

const patienceMs = 20_000;

/**
 * Sends a change until it is taken: for a moment the API server still asks a webhook that is deleted already. What is
 * gone (404) or being done (409) counts as done. Throws ClusterError when the server keeps refusing.
 */
export async function insist(request: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await request();
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404 || error.status === 409) return;
      if (performance.now() > deadline)
        throw new ClusterError('E_RESET', `Could not clean the cluster: ${error.message}`, {
          cause: error,
          next: 'course cluster down',
        });
      await sleep(50);
    }
  }
}
