import { existsSync, rmSync } from 'node:fs';
import { ClusterError, UsageError } from '../../errors.ts';
import type { Capability } from '../../lab/schema.ts';
import type { Node } from '../../placement/types.ts';
import { hasKubelet } from '../../verdict/node-state.ts';
import { Api, ApiError, type KubeObject } from '../api.ts';
import { runTool } from '../exec.ts';
import { ownLabels } from '../namespaces.ts';
import type { ClusterStatus, Component, NodeOutput, NodeVerb, Provider, Topology } from '../provider.ts';
import { type ClusterRecord, clusterFile, readRecord, removeRecord, writeRecord } from '../record.ts';
import { waitUntil } from '../wait.ts';
import { neededRights, requireRights } from './access.ts';
import { contextNotNamed, copyContext } from './context.ts';
import { wantedNodes, whyUnfit } from './fit.ts';
import { asBefore } from './node-snapshot.ts';
import { checkNodeVerb } from './node-verbs.ts';
import type { KubeconfigOptions } from './options.ts';
import { changeNodes, NodeUndo, nodesPath } from './undo.ts';

const namespacesPath = '/api/v1/namespaces';
const namespaceTimeoutMs = 180_000;

/**
 * A cluster that exists already and is somebody's own. Nothing on it is touched but the namespaces that we make, and where
 * that is allowed the labels, taints and cordons of its nodes, which are put back.
 */
export class KubeconfigProvider implements Provider {
  readonly name = 'kubeconfig';
  readonly #options: KubeconfigOptions;
  readonly #undo: NodeUndo;
  #nodes: Node[] | undefined;
  #api: Promise<Api> | undefined;

  constructor(options: KubeconfigOptions) {
    this.#options = options;
    this.#undo = new NodeUndo(clusterFile(options.root, this.#key, 'nodes.json'));
  }

  /** Known once the cluster was asked; before that it offers nothing. */
  get capabilities(): ReadonlySet<Capability> {
    const nodes = this.#nodes ?? [];
    const real = nodes.length > 0 && nodes.every(hasKubelet);
    return new Set<Capability>([
      ...(real ? (['kubelet'] as const) : []),
      ...(this.#options.allowNodeChanges ? (['nodes'] as const) : []),
    ]);
  }

  async fits(topology: Topology): Promise<string | undefined> {
    if (!this.#nodes) return 'needs a cluster that was asked for its nodes';
    return whyUnfit(topology, this.#nodes, this.#mayChange);
  }

  /** Starts nothing: sees whether the cluster answers, whether we may do there what labs do, and which nodes it has. */
  async up(): Promise<void> {
    const { root, source: { context, ...source } = {} } = this.#options;
    if (context !== undefined) await copyContext({ context, ...source }, this.kubeconfig(), this.#options);
    else if (!existsSync(this.kubeconfig())) throw await contextNotNamed(source.file, this.#options);
    const api = await this.#client();
    try {
      await requireRights(api, neededRights(this.#mayChange));
      // A killed run may have changed nodes; what they are without that is what a lab has to fit.
      this.#nodes = asBefore((await api.list<Node>(nodesPath)).items, this.#undo.read() ?? []);
    } catch (error) {
      throw notUsable(error, api);
    }
    writeRecord(root, { ...this.#record(api), state: readRecord(root, this.#key)?.state ?? 'ready' });
  }

  /** Takes away what labs left and forgets the cluster, which goes on. */
  async down(): Promise<void> {
    const { root } = this.#options;
    const record = readRecord(root, this.#key);
    // What never held a lab, or was cleaned after the last, has nothing to give back.
    if (record?.state === 'creating')
      await this.#client()
        .then((api) => this.#clean(api))
        .catch(this.#notGivenBack);
    (await this.#api?.catch(() => undefined))?.close();
    this.#api = undefined;
    rmSync(this.kubeconfig(), { force: true });
    removeRecord(root, this.#key);
  }

  async status(): Promise<ClusterStatus> {
    const record = readRecord(this.#options.root, this.#key);
    const of = (state: ClusterStatus['state'], detail: string) => ({ ...this.#key, state, detail });
    if (!record) return of('absent', 'not named yet');
    if (record.state === 'creating') return of('incomplete', 'what labs put on it was not taken away yet');
    try {
      const api = await this.#client();
      await api.get('/version', { timeoutMs: 5_000 });
      return of('running', `somebody's own, API server at ${api.server}`);
    } catch {
      return of('stopped', 'it does not answer');
    }
  }

  kubeconfig(): string {
    return clusterFile(this.#options.root, this.#key, 'kubeconfig');
  }

  async reset(topology: Topology): Promise<void> {
    const api = await this.#client();
    await this.#clean(api);
    const { items: live } = await api.list<Node>(nodesPath);
    const unfit = whyUnfit(topology, live, this.#mayChange);
    if (unfit !== undefined)
      throw new ClusterError('E_NODES_CHANGED', `The nodes of ${api.contextName} changed: the lab ${unfit}.`);
    // Said before the first change, so that a killed run is known to have left something.
    writeRecord(this.#options.root, { ...this.#record(api), state: 'creating' });
    if (!this.#mayChange) return;
    this.#undo.remember(live);
    const wanted = new Map(wantedNodes(topology, live).map((node) => [node.name, node]));
    await changeNodes(api, ({ metadata }) => wanted.get(metadata.name ?? ''));
    await this.#untilCached(api);
  }

  async node(verb: NodeVerb, node: string, args: readonly string[]): Promise<NodeOutput> {
    checkNodeVerb({ verb, node, args }, this.#mayChange);
    const api = await this.#client();
    this.#undo.remember((await api.list<Node>(nodesPath)).items);
    writeRecord(this.#options.root, { ...this.#record(api), state: 'creating' });
    const { binaries } = await this.#options.toolchain();
    const words = verb === 'label' || verb === 'taint' ? [verb, 'node', node, ...args] : [verb, node, ...args];
    const env = { ...this.#options.env, KUBECONFIG: this.kubeconfig(), KUBERC: 'off' };
    const { exitCode, stdout, stderr } = await runTool(binaries.kubectl, words, { env });
    if (exitCode !== 0) throw new UsageError('E_KUBECTL', stderr.trim());
    return { stdout, stderr, exitCode };
  }

  component(action: 'stop' | 'start', component: Component): Promise<void> {
    return Promise.reject(
      new UsageError('E_NO_COMPONENT_CONTROL', `Cannot ${action} ${component}: the cluster is somebody's own.`),
    );
  }

  get #key() {
    return { provider: this.name, name: this.#options.name } as const;
  }

  get #mayChange(): boolean {
    return this.#options.allowNodeChanges ?? false;
  }

  #record({ server }: Api): Omit<ClusterRecord, 'state'> {
    return { ...this.#key, digest: server, ports: {} };
  }

  #client(): Promise<Api> {
    this.#api ??= Api.fromKubeconfig({ path: this.kubeconfig() });
    return this.#api;
  }

  /** Deletes the namespaces that we made and puts the nodes back; resolves when both are so. */
  async #clean(api: Api): Promise<void> {
    const labelSelector = Object.entries(ownLabels(this.#options.root))
      .map(([key, value]) => `${key}=${value}`)
      .join();
    const { items } = await api.list<KubeObject>(namespacesPath, { query: { labelSelector } });
    for (const { metadata } of items) await deleteNamespace(api, metadata.name ?? '');
    await this.#undo.replay(api);
    if (items.length > 0)
      await waitUntil(api, namespacesPath, {
        timeoutMs: namespaceTimeoutMs,
        what: `${items.length} namespaces that labs made to be gone`,
        query: { labelSelector },
        until: (left) => left.length === 0,
      });
    await this.#untilCached(api);
    writeRecord(this.#options.root, { ...this.#record(api), state: 'ready' });
  }

  readonly #notGivenBack = (cause: unknown): never => {
    const files = clusterFile(this.#options.root, this.#key, '*');
    throw new ClusterError('E_NOT_GIVEN_BACK', `What labs left is still there: ${(cause as Error).message}`, {
      cause,
      next: `the same again once it answers; if that cluster is gone for good: rm ${files}`,
    });
  };

  /** Waits until a list from the API server's cache shows the nodes as they are now. */
  async #untilCached(api: Api): Promise<void> {
    const { metadata } = await api.list<Node>(nodesPath);
    const query = { resourceVersion: metadata.resourceVersion, resourceVersionMatch: 'NotOlderThan' };
    await api.list<Node>(nodesPath, { query });
  }
}

async function deleteNamespace(api: Api, name: string): Promise<void> {
  try {
    await api.request('DELETE', `${namespacesPath}/${name}`);
  } catch (error) {
    if (!(error instanceof ApiError && (error.status === 404 || error.status === 409))) throw error;
  }
}

/** A cluster that answers, but not to us. */
function notUsable(error: unknown, { contextName, server }: Api): unknown {
  if (!(error instanceof ApiError)) return error;
  return new UsageError('E_FORBIDDEN', `The cluster of ${contextName} at ${server} refused: ${error.message}`, {
    cause: error,
    next: 'give a --context whose user may read nodes and create namespaces',
  });
}
