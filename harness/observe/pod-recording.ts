import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, ApiError, type KubeObject } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import type { Pod } from '../placement/types.ts';
import type { PodEvent } from '../verdict/throughout.ts';
import { isTransient, unservable } from './reachable.ts';

// Tries in a row, 50 ms apart, after which the API server counts as out of reach.
const patience = 20;

export interface RecordingOptions {
  namespace: string;
  signal: AbortSignal;
  /** The pods before the first event. */
  onList: (pods: Pod[]) => void;
  onEvent: (event: PodEvent) => void;
}

/**
 * Every change of the pods of a namespace, none left out and in the order in which they happened. Unlike `follow` it never
 * lists anew: a watch that ends or breaks goes on behind the last event, and one that cannot is an error, since what
 * happened meanwhile nobody knows.
 */
export class PodRecording {
  readonly #api: Pick<Api, 'list' | 'watch'>;
  readonly #path: string;
  /** Version of each pod that is there, by UID. */
  readonly #versions: Map<string, bigint>;
  readonly #gone = new Set<string>();
  #error: ClusterError | undefined;
  #changed: (() => void) | undefined;

  private constructor(api: Pick<Api, 'list' | 'watch'>, path: string, initial: readonly Pod[]) {
    this.#api = api;
    this.#path = path;
    this.#versions = new Map(initial.map((pod) => [pod.metadata.uid ?? '', versionOf(pod)]));
  }

  /** Begins to record; what happens from when this resolves is in the recording. */
  static async begin(api: Pick<Api, 'list' | 'watch'>, options: RecordingOptions): Promise<PodRecording> {
    const path = `/api/v1/namespaces/${encodeURIComponent(options.namespace)}/pods`;
    const { items, metadata } = await api.list<Pod>(path);
    const recording = new PodRecording(api, path, items);
    options.onList(items);
    recording.#record(metadata.resourceVersion, options).catch((error: unknown) => {
      recording.#error ??= error instanceof ClusterError ? error : broken(error);
      recording.#changed?.();
    });
    return recording;
  }

  /** Why the recording has ended before its time. */
  get error(): ClusterError | undefined {
    return this.#error;
  }

  /** Waits until everything that has happened by now is in the recording. Throws ClusterError when it cannot be. */
  async untilNow(withinMs = 30_000): Promise<void> {
    const { items, metadata } = await this.#api.list<Pod>(this.#path);
    const now = BigInt(metadata.resourceVersion);
    const listed = new Map(items.map((pod) => [pod.metadata.uid ?? '', versionOf(pod)]));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#changed?.();
    }, withinMs);
    try {
      while (!this.#error && !this.#has(listed, now)) {
        if (late) throw broken(new Error(`no news of what a list shows within ${withinMs / 1000} s`));
        await new Promise<void>((resolve) => {
          this.#changed = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
      this.#changed = undefined;
    }
    if (this.#error) throw this.#error;
  }

  /** Whether the recording is as far as a list, or further. */
  #has(listed: ReadonlyMap<string, bigint>, now: bigint): boolean {
    for (const [uid, version] of listed) {
      const recorded = this.#versions.get(uid);
      if (recorded === undefined ? !this.#gone.has(uid) : recorded < version) return false;
    }
    return [...this.#versions].every(([uid, version]) => listed.has(uid) || version > now);
  }

  async #record(from: string, { signal, onEvent }: RecordingOptions): Promise<void> {
    let resourceVersion = from;
    for (let failures = 0; !signal.aborted && failures < patience; ) {
      try {
        await this.#api.watch<KubeObject>(this.#path, { resourceVersion, signal }, ({ type, object }) => {
          resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
          failures = 0;
          if (type === 'BOOKMARK') return;
          this.#take({ type, pod: object as unknown as Pod }, onEvent);
        });
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && !isTransient(error)) throw broken(error);
        if (!(error instanceof ApiError || error instanceof ClusterError)) throw error;
        failures += 1;
        if (failures === patience) throw error instanceof ApiError ? unservable(error) : error;
      }
      await sleep(50, undefined, { signal }).catch(() => undefined);
    }
  }

  #take({ type, pod }: PodEvent, onEvent: RecordingOptions['onEvent']): void {
    const uid = pod.metadata.uid ?? '';
    if (type === 'DELETED') {
      this.#versions.delete(uid);
      this.#gone.add(uid);
    } else this.#versions.set(uid, versionOf(pod));
    onEvent({ type, pod });
    this.#changed?.();
  }
}

// etcd counts revisions as 64-bit integers, the same for all objects; Kubernetes promises since 1.35 that they compare.
const versionOf = ({ metadata }: Pod) => BigInt(metadata.resourceVersion ?? '0');

function broken(cause: unknown): ClusterError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ClusterError('E_RECORDING', `The recording of the pods broke off: ${detail}`, { cause });
}
