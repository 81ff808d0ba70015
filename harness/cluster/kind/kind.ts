import { ClusterError, UsageError } from '../../errors.ts';
import type { Capability } from '../../lab/schema.ts';
import { withLock } from '../../toolchain/lock.ts';
import { Api } from '../api.ts';
import { startComponent, stopComponent } from '../kind-node/component.ts';
import { doToNode } from '../kind-node/index.ts';
import { Journal } from '../kind-node/journal.ts';
import type { ScriptTools } from '../kind-node/script.ts';
import { undoPower } from '../kind-node/undo.ts';
import type { ClusterStatus, Component, NodeOutput, NodeVerb, Provider, Topology } from '../provider.ts';
import { clusterLock, readRecord } from '../record.ts';
import { ClusterState } from './cluster-state.ts';
import { type Engine, engineThatRuns, engineToStart } from './engine.ts';
import { kindFiles } from './files.ts';
import type { KindOptions } from './options.ts';
import { Pace } from './pace.ts';
import { type Member, whyUnfit } from './pool.ts';
import { resetKind } from './reset.ts';
import { scriptTools } from './script-tools.ts';
import {
  clearCluster,
  forgetCluster,
  loadImages,
  type Plan,
  planCluster,
  refuseForeign,
  startCluster,
} from './start.ts';
import { describeStatus } from './status.ts';
import { findSupplies, whyNoImages } from './supplies.ts';

import { waitForControlPlane } from './system-ready.ts';

/** Clusters of real nodes: kubelets and containers, each node a container of the engine; kind makes them. */
export class KindProvider implements Provider {
  readonly name = 'kind';
  readonly capabilities: ReadonlySet<Capability> = new Set<Capability>(['nodes', 'kubelet', 'component-control']);
  readonly #options: KindOptions;
  readonly #state: ClusterState;
  readonly #journal: Journal;
  readonly #pace = new Pace();
  #api: Promise<Api> | undefined;
  #engine: Promise<Engine> | undefined;

  constructor(options: KindOptions) {
    const files = kindFiles(options.root, options.name);
    this.#options = options;
    this.#state = new ClusterState(files);
    this.#journal = new Journal(files.journal);
  }

  async fits(topology: Topology): Promise<string | undefined> {
    return whyUnfit(topology) ?? (await whyNoImages(topology.images ?? [], this.#options));
  }

  async up(): Promise<void> {
    this.#engine = engineToStart(this.#options);
    const engine = await this.#engine;
    await refuseForeign(engine, this.#options);
    await this.#locked('starting', async () => {
      const plan = await planCluster(engine, this.#options);
      if (this.#isAsPlanned(plan) && (await this.#revive(engine))) return;
      // Looked for only now: a cluster that runs is good without them, and one that may be good is not ended for nothing.
      const supplies = await findSupplies(this.#options, engine.found);
      await this.#clear(engine);
      await startCluster(engine, this.#options, { ...plan, supplies });
    });
  }

  async down(): Promise<void> {
    const { root, name } = this.#options;
    await this.#locked('ending', async () => {
      const known = readRecord(root, this.#key);
      // Without a record there is nothing of ours to end, unless an engine answers that knows of it.
      const engine = await this.#running().catch((error: unknown) => (known ? Promise.reject(error) : undefined));
      if (engine) await this.#clear(engine);
      else forgetCluster(root, name);
    });
  }

  status(): Promise<ClusterStatus> {
    const { name, root } = this.#options;
    return describeStatus({
      name,
      record: readRecord(root, this.#key),
      docker: async () => (await this.#running()).docker,
      server: async () => ((await this.#answers()) ? (await this.#client()).server : undefined),
    });
  }

  kubeconfig(): string {
    return kindFiles(this.#options.root, this.#options.name).kubeconfig;
  }

  async reset(topology: Topology): Promise<void> {
    const unfit = whyUnfit(topology);
    if (unfit) throw new UsageError('E_TOPOLOGY', `These nodes cannot be had on kind: ${unfit}.`);
    const engine = await this.#running();
    const { snapshot } = this.#state;
    if (!snapshot) throw this.#incomplete();
    await this.#locked('resetting', async () => {
      await this.#undoPower(engine);
      await this.#load(engine, topology.images ?? []);
      await resetKind(await this.#client(), topology, { engine, snapshot, state: this.#state, journal: this.#journal });
      const [{ container = '' } = {}] = this.#members;
      await this.#pace.sample(() => engine.docker('timing a command', ['exec', container, 'true']));
    });
  }

  pace(): number {
    return this.#pace.factor;
  }

  async node(verb: NodeVerb, node: string, args: readonly string[]): Promise<NodeOutput> {
    const tools = await this.#scriptTools();
    return doToNode(tools, { verb, node, args });
  }

  async component(action: 'stop' | 'start', component: Component): Promise<void> {
    const { $ } = await this.#running();
    const plane = this.#members.find(({ role }) => role === 'control-plane')?.container ?? '';
    if (action === 'stop') {
      this.#journal.note({ change: 'component', component });
      return stopComponent($, plane, component);
    }
    await startComponent($, plane, component);
    await this.#untilControlled([component]);
  }

  #isAsPlanned({ digest }: Pick<Plan, 'digest'>): boolean {
    const { root, image } = this.#options;
    const known = readRecord(root, this.#key);
    const sameImage = image === undefined || image === this.#state.pool?.image;
    return known?.state === 'ready' && known.digest === digest && sameImage;
  }

  get #key() {
    return { provider: this.name, name: this.#options.name } as const;
  }

  get #members(): readonly Member[] {
    const pool = this.#state.pool;
    if (!pool) throw this.#incomplete();
    return pool.members;
  }

  #incomplete(): ClusterError {
    const message = `Expected kind cluster ${this.#options.name} to be complete but found it is not.`;
    return new ClusterError('E_NO_CLUSTER', message, { next: 'course cluster up --provider kind' });
  }

  #running(): Promise<Engine> {
    this.#engine ??= engineThatRuns(this.#options);
    return this.#engine;
  }

  #client(): Promise<Api> {
    this.#api ??= Api.fromKubeconfig({ path: this.kubeconfig() });
    return this.#api;
  }

  async #answers(): Promise<boolean> {
    try {
      await (await this.#client()).get('/api/v1/namespaces/default', { timeoutMs: 3_000 });
      return true;
    } catch {
      return false;
    }
  }

  #locked<T>(doing: string, work: () => Promise<T>): Promise<T> {
    const { name, root, signal, onWait } = this.#options;
    const options = {
      what: `${doing} cluster ${name}`,
      ...(signal && { signal }),
      onWait: (holder: { pid: number; what: string }) =>
        onWait?.(`Waiting for process ${holder.pid}, which is ${holder.what}.`),
    };
    return withLock(clusterLock(root, this.#key), options, work);
  }

  async #clear(engine: Engine): Promise<void> {
    (await this.#api?.catch(() => undefined))?.close();
    this.#api = undefined;
    await clearCluster(engine, this.#options);
  }

  /** Makes a cluster that is there usable again: machines on, control plane answering; false when it cannot be. */
  async #revive(engine: Engine): Promise<boolean> {
    const pool = this.#state.pool;
    if (!pool || !this.#state.snapshot) return false;
    try {
      await this.#undoPower(engine, this.#options.onWait);
      await this.#untilControlled([]);
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      this.#options.onWait?.(`The cluster cannot be used again, so it is made anew. ${(error as Error).message}`);
      return false;
    }
    return true;
  }

  /**
   * Gives every machine the images that a lab runs, as far as this machine has them; the rest it pulls. Only then, since
   * all images on all machines take longer than the cluster itself.
   */
  async #load(engine: Engine, labImages: readonly string[]): Promise<void> {
    const { pool } = this.#state;
    if (!pool) return;
    const missing = labImages.filter((image) => !pool.images.includes(image));
    await loadImages(engine, this.#options, missing);
    this.#state.pool = { ...pool, images: [...pool.images, ...missing], labImages: [...labImages] };
  }

  async #undoPower({ $, docker }: Engine, tell?: (message: string) => void): Promise<void> {
    const { name, root } = this.#options;
    const components = this.#journal
      .changes()
      .flatMap((entry) => (entry.change === 'component' ? [entry.component] : []));
    const mended = await undoPower({ $, docker, cluster: name, root, journal: this.#journal, pool: this.#members });
    for (const text of mended) tell?.(`Undone what was left: ${text}.`);
    if (mended.length + components.length > 0) await this.#untilControlled(components);
  }

  async #untilControlled(started: readonly Component[]): Promise<void> {
    await waitForControlPlane(await this.#client(), { started, signal: this.#options.signal });
  }

  async #scriptTools(): Promise<ScriptTools> {
    const { options, state, journal, members } = {
      options: this.#options,
      state: this.#state,
      journal: this.#journal,
      members: this.#members,
    };
    const engine = await this.#running();
    return scriptTools({
      engine,
      options,
      state,
      journal,
      pool: members,
      api: () => this.#client(),
      answers: () => this.#answers(),
    });
  }
}
