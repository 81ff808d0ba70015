import { type Api, ApiError, type KubeObject } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import type { Node, Pod } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import type { AnyObject } from '../verdict/objects.ts';
import { follow } from './follow.ts';
import { ReadyProofs } from './ready-proofs.ts';
import { type UntilFinalOptions, untilFinal, type View } from './until-final.ts';

/** A collection to be watched, or a part of it. */
export interface Collection {
  path: string;
  query?: Record<string, string>;
  /** Kind of its objects, which a list does not repeat for each. */
  kind?: string;
}

/** Keeps what some collections hold up to date while it is open. */
export class Collections implements View {
  readonly #objects: Map<string, KubeObject>[];
  readonly #listed = new Set<number>();
  readonly #errors = new Map<number, ClusterError>();
  readonly #stop = new AbortController();
  #fatal: unknown;

  constructor(api: Api, collections: readonly Collection[], onChange: () => void) {
    this.#objects = collections.map(() => new Map());
    for (const [index, { path, query, kind }] of collections.entries()) {
      const put = (object: KubeObject) =>
        this.#objects[index]?.set(
          object.metadata.uid ?? object.metadata.name ?? '',
          kind ? { kind, ...object } : object,
        );
      follow<KubeObject>(api, {
        path,
        signal: this.#stop.signal,
        ...(query && { query }),
        onList: (items) => {
          this.#objects[index]?.clear();
          for (const item of items) put(item);
          this.#listed.add(index);
          onChange();
        },
        onEvent: (type, object) => {
          if (type === 'DELETED') this.#objects[index]?.delete(object.metadata.uid ?? object.metadata.name ?? '');
          else put(object);
          onChange();
        },
        onHealth: (error) => {
          if (error) this.#errors.set(index, error);
          else this.#errors.delete(index);
          onChange();
        },
      }).catch((error: unknown) => {
        this.#fatal ??= error instanceof ApiError ? refusal(path, error) : error;
        onChange();
      });
    }
  }

  get isCurrent(): boolean {
    if (this.#fatal) throw this.#fatal;
    return this.#listed.size === this.#objects.length && this.#errors.size === 0;
  }

  get trouble(): ClusterError | undefined {
    return this.#errors.values().next().value;
  }

  /** What each collection holds, in the order in which they were asked for. */
  get seen(): AnyObject[][] {
    return this.#objects.map((objects) => [...objects.values()]);
  }

  close(): void {
    this.#stop.abort();
  }
}

function refusal(path: string, error: ApiError): ClusterError {
  return new ClusterError('E_API', `The API server refuses ${path}: ${error.message}`, {
    cause: error,
    ...(error.status === 403 && { next: 'kubectl auth can-i --list' }),
  });
}

export interface CollectionQuestion {
  collections: readonly Collection[];
  judge: (seen: readonly (readonly AnyObject[])[]) => PlainVerdict;
  /**
   * Whether a pass counts only once the collections, listed one after the other, say so too. Watches of several
   * collections are not in step; a list shows all that had happened when the one before it was answered.
   */
  inOrder?: boolean;
  /** Which pods on which nodes a pass rests on, so that those that have only just become Ready are waited for. */
  readyPods?: (seen: readonly (readonly AnyObject[])[]) => { pods: readonly Pod[]; nodes: readonly Node[] };
  /** Whether a failure stands at once, since no waiting will mend it; without it only the timeout ends one. */
  isLost?: (seen: readonly (readonly AnyObject[])[]) => boolean;
  /** Whether the controllers have a part in the answer, so that it says nothing while they do not work. */
  dependsOnControllers?: (verdict: PlainVerdict) => boolean;
}

/** Watches collections until what they hold passes, and for as long as it must hold; at the timeout they are judged as they are. */
export function settleCollections(
  api: Api,
  {
    collections,
    judge,
    inOrder = false,
    readyPods,
    isLost = () => false,
    dependsOnControllers = () => true,
  }: CollectionQuestion,
  options: UntilFinalOptions,
): Promise<PlainVerdict> {
  const proofs = new ReadyProofs();
  return untilFinal<Collections, PlainVerdict>(
    api,
    {
      watch: (onChange) => new Collections(api, collections, onChange),
      judge: ({ seen }) => judge(seen),
      isFinal: ({ seen }) => judge(seen).status === 'pass' || isLost(seen),
      dependsOnControllers,
      ...(readyPods && {
        unprovenMs: ({ seen }) => {
          const { pods, nodes } = readyPods(seen);
          const byNode = Map.groupBy(pods, ({ spec }) => spec.nodeName ?? '');
          return proofs.leftMs({ nodes, podsOn: (node) => byNode.get(node) ?? [] }, api.clockSkewMs);
        },
      }),
      ...(inOrder && { confirm: async () => judge(await listInOrder(api, collections)) }),
    },
    options,
  );
}

async function listInOrder(api: Api, collections: readonly Collection[]): Promise<AnyObject[][]> {
  const seen: AnyObject[][] = [];
  for (const { path, query, kind } of collections) {
    try {
      const { items } = await api.list<KubeObject>(path, { ...(query && { query }) });
      seen.push(kind ? items.map((item) => ({ kind, ...item })) : items);
    } catch (error) {
      throw error instanceof ApiError ? refusal(path, error) : error;
    }
  }
  return seen;
}
