import { ClusterError } from '../errors.ts';
import type { Api, KubeObject } from './api.ts';
import { ApiError } from './api.ts';

export interface WaitOptions<T> {
  timeoutMs: number;
  /** What we wait for, as in "waited 30 s for …". */
  what: string;
  until: (items: readonly T[]) => boolean;
  query?: Record<string, string>;
}

/** Lists a collection, then follows it until the condition holds. Throws ClusterError at the timeout. */
export async function waitUntil<T extends { metadata: KubeObject['metadata'] }>(
  api: Api,
  path: string,
  options: WaitOptions<T>,
): Promise<void> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const init = options.query ? { query: options.query } : {};
  while (!deadline.aborted) {
    const { items, metadata } = await api.list<T>(path, init);
    const byName = new Map(items.map((item) => [key(item), item]));
    if (options.until([...byName.values()])) return;
    const done = new AbortController();
    let reached = false;
    try {
      await api.watch<T>(
        path,
        { ...init, resourceVersion: metadata.resourceVersion, signal: AbortSignal.any([deadline, done.signal]) },
        ({ type, object }) => {
          if (type === 'BOOKMARK' || reached) return;
          if (type === 'DELETED') byName.delete(key(object));
          else byName.set(key(object), object);
          reached = options.until([...byName.values()]);
          if (reached) done.abort();
        },
      );
    } catch (error) {
      // 410 Gone asks for a new list; anything else is not ours to hide, unless we ended the watch ourselves.
      if (!reached && !deadline.aborted && !(error instanceof ApiError && error.status === 410)) throw error;
    }
    if (reached) return;
  }
  throw new ClusterError('E_WAIT', `Waited ${options.timeoutMs / 1000} s for ${options.what}, in vain.`, {
    next: 'course cluster status',
  });
}

function key({ metadata }: { metadata: KubeObject['metadata'] }): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
