import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../harness/cluster/api.ts';
import { createNamespace } from '../../harness/cluster/namespaces.ts';
import type { DaemonSet, Pod } from '../../harness/placement/types.ts';
import { bringBlankNodes, finalLabel, writeNode } from './nodes.ts';
import { create, endDaemonSets, passBarrier } from './observe.ts';
import { daemonSetsPath, podsPath } from './settle.ts';
import { type DaemonSetDraft, type NodeDraft, toDaemonSet } from './subjects.ts';

let stages = Date.now() % 1_000_000_000;
const merge = 'application/merge-patch+json';

/** A namespace and a few nodes on which one case is played by hand. */
export class Stage {
  readonly api: Api;
  readonly namespace: string;
  readonly #nodes: string[];
  #barriers = 0;

  private constructor(api: Api, namespace: string, nodes: string[]) {
    this.api = api;
    this.namespace = namespace;
    this.#nodes = nodes;
  }

  static async set(api: Api, ...nodes: string[]): Promise<Stage> {
    stages += 1;
    const stage = new Stage(api, `stage-${stages}`, nodes);
    await endDaemonSets(api);
    await createNamespace(api, stage.namespace);
    await bringBlankNodes(api, nodes);
    await stage.finishNodes({});
    return stage;
  }

  /** Gives some of the nodes labels or taints, and waits until the controller knows. */
  async finishNodes(changes: Readonly<Record<string, Partial<NodeDraft>>>): Promise<void> {
    this.#barriers += 1;
    const label = `${this.namespace}-${this.#barriers}`;
    await createNamespace(this.api, label);
    await Promise.all(
      this.#nodes.map((name) => {
        const { labels = {}, ...change } = changes[name] ?? {};
        return writeNode(this.api, {
          name,
          taints: [],
          unschedulable: false,
          ...change,
          labels: { ...labels, [finalLabel]: label },
        });
      }),
    );
    await passBarrier(this.api, label, { nodes: this.#nodes.length, label });
  }

  /**
   * Lets the controller do whatever it has to do: it has handled each event that it knew of when it has handled a
   * DaemonSet that came later, and again one that came after that, for up to 16 are in hand at once.
   */
  async letItWork(): Promise<void> {
    for (let pass = 0; pass < 2; pass += 1) {
      this.#barriers += 1;
      const label = `${this.namespace}-${this.#barriers}`;
      await createNamespace(this.api, label);
      await passBarrier(this.api, label, { nodes: 0, label });
      await sleep(150);
    }
  }

  /** Creates a DaemonSet; `change` edits it where a draft cannot say it. */
  start(draft: DaemonSetDraft, change: (daemonSet: DaemonSet) => void = () => undefined): Promise<DaemonSet> {
    const daemonSet = toDaemonSet(draft);
    change(daemonSet);
    return create(this.api, this.namespace, daemonSet);
  }

  patch(name: string, body: object): Promise<DaemonSet> {
    return this.api.request('PATCH', `${daemonSetsPath(this.namespace)}/${name}`, { contentType: merge, body });
  }

  daemonSet(name: string): Promise<DaemonSet> {
    return this.api.get(`${daemonSetsPath(this.namespace)}/${name}`);
  }

  async pods(): Promise<Pod[]> {
    return (await this.api.list<Pod>(podsPath(this.namespace))).items;
  }

  async deletePod({ metadata }: Pod): Promise<void> {
    await this.api.request('DELETE', `${podsPath(this.namespace)}/${metadata.name}`);
  }

  createPod(pod: Pod): Promise<Pod> {
    return this.api.request('POST', podsPath(this.namespace), { body: pod });
  }

  /** Waits until the pods are as they are to be; throws with what they are. */
  async untilPods(areSo: (pods: readonly Pod[]) => boolean): Promise<Pod[]> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const pods = await this.pods();
      if (areSo(pods)) return pods;
      if (Date.now() > deadline)
        throw new Error(
          `The pods of ${this.namespace} are ${JSON.stringify(pods.map(({ metadata, spec, status }) => ({ name: metadata.name, node: spec.nodeName, deleted: metadata.deletionTimestamp, status })))}`,
        );
      await sleep(50);
    }
  }
}

export const isReady = ({ status }: Pod) =>
  status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
export const isDeleted = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined;

/** Why the scheduler leaves a pod Pending; nothing while it has not said so. */
export function refusalOf({ status }: Pod): string | undefined {
  return status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.message;
}
