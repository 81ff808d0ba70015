import { type Api, ApiError } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import { podTarget } from '../placement/index.ts';
import type { DaemonSet, Node, Pod } from '../placement/types.ts';
import type { ControllerRevision, Observation } from '../verdict/observation.ts';
import { follow } from './follow.ts';

export interface Subject {
  namespace: string;
  name: string;
}

const parts = ['daemonSet', 'nodes', 'pods', 'revisions'] as const;
type Part = (typeof parts)[number];

/** Keeps one observation of a DaemonSet, its pods, its revisions and all nodes up to date while it is open. */
export class Watcher {
  readonly #api: Api;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  readonly #listed = new Set<Part>();
  readonly #errors = new Map<Part, ClusterError>();
  #fatal: unknown;
  #daemonSet: DaemonSet | undefined;
  #nodes = new Map<string, Node>();
  #nodeList: readonly Node[] | undefined;
  #pods = new Map<string, Pod>();
  #podsByNode: Map<string, Pod[]> | undefined;
  #revisions: Map<string, ControllerRevision> | undefined = new Map();
  #revisionList: readonly ControllerRevision[] | undefined;

  constructor(api: Api, subject: Subject, onChange: () => void) {
    this.#api = api;
    this.#onChange = onChange;
    const { namespace, name } = subject;
    const apps = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}`;
    this.#follow<DaemonSet>('daemonSet', `${apps}/daemonsets`, {
      query: { fieldSelector: `metadata.name=${name}` },
      onList: ([daemonSet]) => this.#setDaemonSet(daemonSet),
      onEvent: (type, daemonSet) => this.#setDaemonSet(type === 'DELETED' ? undefined : daemonSet),
    });
    this.#follow<Node>('nodes', '/api/v1/nodes', {
      onList: (items) => {
        this.#nodes = new Map(items.map((item) => [item.metadata.name ?? '', item]));
        this.#nodeList = undefined;
      },
      onEvent: (type, node) => {
        if (type === 'DELETED') this.#nodes.delete(node.metadata.name ?? '');
        else this.#nodes.set(node.metadata.name ?? '', node);
        this.#nodeList = undefined;
      },
    });
    this.#follow<Pod>('pods', `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, {
      onList: (items) => {
        this.#pods = new Map(items.map((item) => [item.metadata.uid ?? '', item]));
        this.#podsByNode = undefined;
      },
      onEvent: (type, pod) => this.#setPod(type, pod),
    });
    this.#follow<ControllerRevision>('revisions', `${apps}/controllerrevisions`, {
      onList: (items) => {
        this.#revisions = new Map(items.map((item) => [item.metadata.uid ?? '', item]));
        this.#revisionList = undefined;
      },
      onEvent: (type, revision) => {
        if (type === 'DELETED') this.#revisions?.delete(revision.metadata.uid ?? '');
        else this.#revisions?.set(revision.metadata.uid ?? '', revision);
        this.#revisionList = undefined;
      },
    });
  }

  /** Whether everything has been listed and the API server answers. Throws what no waiting will mend. */
  get isCurrent(): boolean {
    if (this.#fatal) throw this.#fatal;
    return this.#listed.size === parts.length && this.#errors.size === 0;
  }

  /** Why the observation is not current. */
  get trouble(): ClusterError | undefined {
    return this.#errors.values().next().value;
  }

  /** What the API server showed last. */
  get observation(): Observation {
    this.#nodeList ??= [...this.#nodes.values()];
    this.#revisionList ??= this.#revisions && [...this.#revisions.values()];
    this.#podsByNode ??= this.#groupPods();
    return {
      daemonSet: this.#daemonSet,
      nodes: this.#nodeList,
      podsByNode: this.#podsByNode,
      revisions: this.#revisionList,
    };
  }

  /** All pods of the DaemonSet, wherever they are. */
  get pods(): Pod[] {
    return [...this.#pods.values()].filter((pod) => this.#isOwned(pod));
  }

  close(): void {
    this.#stop.abort();
  }

  #follow<T extends { metadata: DaemonSet['metadata'] }>(
    part: Part,
    path: string,
    on: {
      query?: Record<string, string>;
      onList: (items: T[]) => void;
      onEvent: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T) => void;
    },
  ): void {
    const changed = () => this.#onChange();
    follow<T>(this.#api, {
      path,
      signal: this.#stop.signal,
      ...(on.query && { query: on.query }),
      onList: (items) => {
        on.onList(items);
        this.#listed.add(part);
        changed();
      },
      onEvent: (type, object) => {
        on.onEvent(type, object);
        changed();
      },
      onHealth: (error) => {
        if (error) this.#errors.set(part, error);
        else this.#errors.delete(part);
        changed();
      },
    }).catch((error: unknown) => {
      this.#fail(part, error);
      changed();
    });
  }

  #fail(part: Part, error: unknown): void {
    // Revisions only sharpen the verdict; who may not list them gets it from the DaemonSet's status.
    if (part === 'revisions' && error instanceof ApiError && error.status === 403) {
      this.#revisions = undefined;
      this.#revisionList = undefined;
      this.#listed.add(part);
      return;
    }
    const refused =
      error instanceof ApiError
        ? new ClusterError('E_FORBIDDEN', `The API server refuses to list ${part}: ${error.message}`, {
            cause: error,
            next: 'kubectl auth can-i --list',
          })
        : error;
    this.#fatal ??= refused;
  }

  #setDaemonSet(daemonSet: DaemonSet | undefined): void {
    if (daemonSet?.metadata.uid !== this.#daemonSet?.metadata.uid) this.#podsByNode = undefined;
    this.#daemonSet = daemonSet;
  }

  #setPod(type: 'ADDED' | 'MODIFIED' | 'DELETED', pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    const before = this.#pods.get(uid);
    if (type === 'DELETED') this.#pods.delete(uid);
    else this.#pods.set(uid, pod);
    if (!this.#podsByNode) return;
    // Kept up to date pod by pod: grouping 1,000 pods anew for each of 5,000 events would cost seconds.
    for (const node of new Set([before && podTarget(before), podTarget(pod)])) {
      if (node === undefined) continue;
      const rest = (this.#podsByNode.get(node) ?? []).filter(({ metadata }) => metadata.uid !== uid);
      const now = type !== 'DELETED' && podTarget(pod) === node && this.#isOwned(pod) ? [...rest, pod] : rest;
      if (now.length > 0) this.#podsByNode.set(node, now);
      else this.#podsByNode.delete(node);
    }
  }

  #groupPods(): Map<string, Pod[]> {
    const groups = new Map<string, Pod[]>();
    for (const pod of this.pods) {
      const node = podTarget(pod);
      if (node !== undefined) groups.set(node, [...(groups.get(node) ?? []), pod]);
    }
    return groups;
  }

  #isOwned(pod: Pod): boolean {
    const uid = this.#daemonSet?.metadata.uid;
    return (
      uid !== undefined &&
      (pod.metadata.ownerReferences ?? []).some((owner) => owner.controller === true && owner.uid === uid)
    );
  }
}
