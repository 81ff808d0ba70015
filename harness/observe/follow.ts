import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, ApiError, type KubeObject } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import { isTransient, unservable } from './reachable.ts';

export interface FollowOptions<T> {
  path: string;
  query?: Record<string, string>;
  signal: AbortSignal;
  /** All objects as of a list; replaces whatever was known. */
  onList: (items: T[]) => void;
  onEvent: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T) => void;
  /** The API server cannot be asked (an error), or can be again (undefined). */
  onHealth: (error: ClusterError | undefined) => void;
}

/**
 * Lists a collection and follows it until the signal aborts. A watch that the server ends in time goes on where it
 * stopped; one that breaks, closes at once or is 410 Gone begins with a new list, so that what counts as current never
 * lacks what was missed. An API server that does not answer is asked again, more and more slowly, and said to be out of
 * reach meanwhile.
 * Throws ApiError when the server refuses for good (forbidden, no such kind).
 */
export async function follow<T extends { metadata: KubeObject['metadata'] }>(
  api: Pick<Api, 'list' | 'watch'>,
  options: FollowOptions<T>,
): Promise<void> {
  const { path, query, signal } = options;
  let resourceVersion: string | undefined;
  let backoffMs = 50;
  while (!signal.aborted) {
    try {
      if (resourceVersion === undefined) {
        const { items, metadata } = await api.list<T>(path, { ...(query && { query }), signal });
        for (const item of items) slim(item);
        options.onList(items);
        resourceVersion = metadata.resourceVersion;
      }
      const opened = performance.now();
      // Only an answer counts as health: an API server that is down must not look well between two tries.
      const onOpen = () => options.onHealth(undefined);
      await api.watch<T>(path, { ...(query && { query }), resourceVersion, signal, onOpen }, ({ type, object }) => {
        resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
        if (type === 'BOOKMARK') return;
        slim(object);
        options.onEvent(type, object);
      });
      // The server closes each watch in time; one that closes at once (behind a proxy that cannot stream) is a poll.
      const inTime = performance.now() - opened > 1_000;
      if (!inTime) resourceVersion = undefined;
      backoffMs = inTime ? 50 : Math.min(backoffMs * 2, 1_000);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ClusterError) options.onHealth(error);
      else if (error instanceof ApiError && isTransient(error)) options.onHealth(unservable(error));
      else if (!(error instanceof ApiError && isStale(error))) throw error;
      resourceVersion = undefined;
      backoffMs = Math.min(backoffMs * 2, 1_000);
    }
    await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Half of what the server sends of a pod is bookkeeping of field owners, which nobody here reads. */
function slim(object: { metadata: KubeObject['metadata'] }): void {
  delete (object.metadata as { managedFields?: unknown }).managedFields;
}

const isStale = (error: ApiError) => error.status === 410 || error.reason === 'Expired' || error.reason === 'Gone';
