import { type Api, ApiError, type KubeObject, type List, type WatchEvent, type WatchInit } from '../../cluster/api.ts';
import { ClusterError } from '../../errors.ts';
import type { DaemonSet, Node, Pod } from '../../placement/types.ts';
import type { ControllerRevision } from '../../verdict/observation.ts';

export type Part = 'daemonsets' | 'nodes' | 'pods' | 'controllerrevisions';
type Event = Omit<WatchEvent<unknown>, 'object'> & { object: unknown };

export const refused = () =>
  new ClusterError(
    'E_API_UNREACHABLE',
    'Could not reach the API server of kwok-lab at https://127.0.0.1:1 (ECONNREFUSED).',
    { next: 'course doctor' },
  );
export const answer = (status: number, reason = '') => new ApiError(status, reason, `answer ${status}`);

/** An API server for faults that a real one cannot be made to show: what it holds, and per request what goes wrong. */
export class FakeApi {
  clockSkewMs = 0;
  objects: Record<Part, unknown[]> = { daemonsets: [], nodes: [], pods: [], controllerrevisions: [] };
  /** Called with the number of the call, from 1; throws what the request is to end with. */
  onList: (part: Part, call: number) => void | Promise<void> = () => {};
  /** As `onList`; what it gives are the events before the watch goes on, `close` ends it. */
  onWatch: (part: Part, call: number, resourceVersion: string) => unknown = () => {};
  /** The controller manager's lease: when it was renewed. */
  onLease: (call: number) => string | undefined | Promise<string | undefined> = (call) =>
    new Date(Date.now() + call).toISOString();
  leaseSeconds = 0.1;
  onProbe: (call: number) => void | Promise<void> = () => {};
  readonly calls = { list: 0, watch: 0, lease: 0, probe: 0 };
  readonly #perPart = new Map<string, number>();
  readonly #open = new Set<{ part: Part; emit: (event: Event) => void }>();

  /** The same thing in the type that the code under test takes. */
  get api(): Api {
    return this as unknown as Api;
  }

  set(scene: { daemonSet?: DaemonSet; nodes?: Node[]; pods?: Pod[]; revisions?: ControllerRevision[] }): this {
    if (scene.daemonSet) this.objects.daemonsets = [scene.daemonSet];
    if (scene.nodes) this.objects.nodes = scene.nodes;
    if (scene.pods) this.objects.pods = scene.pods;
    if (scene.revisions) this.objects.controllerrevisions = scene.revisions;
    return this;
  }

  /** Number of watches that are open. */
  get watching(): number {
    return this.#open.size;
  }

  /** Sends an event to those who watch now; those who list later must be told by `set`. */
  emit(part: Part, type: Event['type'], object: unknown): void {
    for (const watch of [...this.#open]) if (watch.part === part) watch.emit({ type, object });
  }

  async list(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<List<unknown>> {
    this.calls.list += 1;
    const part = path.split('/').at(-1) as Part;
    await abortable(this.onList(part, this.#count(`list ${part}`)), signal);
    return { metadata: { resourceVersion: String(this.calls.list) }, items: structuredClone(this.objects[part]) };
  }

  async watch(
    path: string,
    { signal, onOpen, resourceVersion }: WatchInit,
    onEvent: (event: WatchEvent<unknown>) => void,
  ): Promise<void> {
    this.calls.watch += 1;
    const part = path.split('/').at(-1) as Part;
    const events = (await abortable(this.onWatch(part, this.#count(`watch ${part}`), resourceVersion), signal)) as
      | Event[]
      | 'close'
      | undefined;
    onOpen?.();
    if (events === 'close' || signal?.aborted) return;
    const send = ({ type, object }: Event) => onEvent({ type, object: structuredClone(object) } as WatchEvent<unknown>);
    for (const event of events ?? []) send(event);
    const watch = { part, emit: send };
    this.#open.add(watch);
    if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    this.#open.delete(watch);
  }

  async get(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> {
    if (path.includes('/leases/')) {
      this.calls.lease += 1;
      const renewTime = await abortable(this.onLease(this.calls.lease), signal);
      return { metadata: {}, spec: { renewTime, leaseDurationSeconds: this.leaseSeconds } } as KubeObject;
    }
    this.calls.probe += 1;
    await abortable(this.onProbe(this.calls.probe), signal);
    return { metadata: {} };
  }

  #count(key: string): number {
    const call = (this.#perPart.get(key) ?? 0) + 1;
    this.#perPart.set(key, call);
    return call;
  }
}

/** As a real request, ends when the signal aborts. */
async function abortable<T>(value: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  return Promise.race([
    value,
    new Promise<never>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  ]);
}

/** For a request that never gets an answer. */
export const never = () => new Promise<never>(() => {});
