import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ClusterError, UsageError } from '../../errors.ts';
import type { Capability } from '../../lab/schema.ts';
import type { Toolchain } from '../../toolchain/index.ts';
import { withLock } from '../../toolchain/lock.ts';
import { Api } from '../api.ts';
import type { Resource } from '../discovery.ts';
import { runTool } from '../exec.ts';
import type { ClusterStatus, Component, NodeOutput, NodeVerb, Provider, Topology } from '../provider.ts';
import {
  type ClusterRecord,
  clusterFile,
  clusterLock,
  readRecord,
  removeRecord,
  reservePorts,
  writeRecord,
} from '../record.ts';
import { resetCluster } from '../reset/reset.ts';
import { isSystem, systemNamespaces } from '../reset/system-objects.ts';
import { Components } from './components.ts';
import { kwokctlConfig, portNames } from './config.ts';
import { etcdKeys, kindsInUse } from './etcd-keys.ts';
import { startFailed } from './kwokctl-log.ts';
import { doToNode } from './node-verbs.ts';
import type { KwokOptions } from './options.ts';
import { leases, startTimeoutMs, waitReady } from './ready.ts';
import { resetNodes } from './reset-nodes.ts';

const controllers = ['kube-scheduler', 'kube-controller-manager'];

/** The embedded provider: a real API server, controller manager, scheduler and etcd; nodes and pods simulated by kwok. */
export class KwokProvider implements Provider {
  readonly name = 'kwok';
  readonly capabilities: ReadonlySet<Capability> = new Set<Capability>([
    'nodes',
    'capacity',
    'component-control',
    'simulated-readiness',
  ]);
  readonly #options: KwokOptions;
  readonly #components: Components;
  #api: Promise<Api> | undefined;

  constructor(options: KwokOptions) {
    this.#options = options;
    this.#components = new Components({ dir: this.#dir, configPath: this.#configPath });
  }

  async fits(): Promise<undefined> {
    return undefined;
  }

  async up(): Promise<void> {
    const { root } = this.#options;
    const toolchain = await this.#options.toolchain();
    await withLock(this.#lockPath, this.#lockOptions('starting'), async () => {
      const digest = createHash('sha256')
        .update(kwokctlConfig(toolchain, {}, this.#options.tuning))
        .digest('hex')
        .slice(0, 16);
      const known = readRecord(root, this.#key);
      if (known?.state === 'ready' && known.digest === digest && (await this.#isHealthy())) return;
      await this.#clear(toolchain);
      await this.#create(toolchain, digest);
    });
  }

  async down(): Promise<void> {
    const toolchain = existsSync(this.#dir) ? await this.#options.toolchain() : undefined;
    await withLock(this.#lockPath, this.#lockOptions('ending'), () => this.#clear(toolchain));
  }

  async status(): Promise<ClusterStatus> {
    const record = readRecord(this.#options.root, this.#key);
    const of = (state: ClusterStatus['state'], detail: string) => ({ ...this.#key, state, detail });
    if (!record) return of('absent', 'not created');
    if (record.state === 'creating') return of('incomplete', 'its start was cut short; the next start begins anew');
    if (!(await this.#answers())) return of('stopped', 'its API server does not answer; the next start begins anew');
    const missing = await this.#components.missing();
    const without = missing.length > 0 ? `, without ${missing.join(', ')}` : '';
    return of('running', `API server at https://127.0.0.1:${record.ports['kube-apiserver']}${without}`);
  }

  kubeconfig(): string {
    return clusterFile(this.#options.root, this.#key, 'kubeconfig');
  }

  async reset(topology: Topology): Promise<void> {
    await this.#startMissing();
    const port = readRecord(this.#options.root, this.#key)?.ports.etcd;
    const ground = { namespaces: systemNamespaces, isSystem, resetNodes };
    const inUse = async (resources: readonly Resource[]) => kindsInUse(await etcdKeys(port), resources, ground);
    await resetCluster(await this.#client(), topology, { ...ground, inUse });
  }

  async node(verb: NodeVerb, node: string, args: readonly string[]): Promise<NodeOutput> {
    const { env } = this.#options;
    const { binaries } = await this.#options.toolchain();
    const kubectl = async (kubectlArgs: readonly string[]) => {
      const result = await runTool(binaries.kubectl, kubectlArgs, { env: { ...env, KUBECONFIG: this.kubeconfig() } });
      if (result.exitCode === 0) return result.stdout;
      // A server that answers has refused what it was asked; else nobody could ask it.
      const Refusal = (await this.#answers()) ? UsageError : ClusterError;
      throw new Refusal('E_KUBECTL', result.stderr.trim());
    };
    const stdout = await doToNode({ api: await this.#client(), kubectl }, { verb, node, args });
    return { stdout, stderr: '', exitCode: 0 };
  }

  async component(action: 'stop' | 'start', component: Component): Promise<void> {
    if (action === 'stop') return this.#components.stop(component);
    const stopped = await this.#components.missing();
    if (!stopped.includes(component)) return;
    // The other two are what everything else needs.
    const left = stopped.filter((name) => name !== component && controllers.includes(name));
    this.#components.passOver(left);
    try {
      await this.#start(stopped.filter((name) => !left.includes(name)));
    } finally {
      this.#components.forget(left);
    }
  }

  /** Starts the components that do not run. */
  async #startMissing(): Promise<void> {
    const missing = await this.#components.missing();
    if (missing.length > 0) await this.#start(missing);
  }

  async #start(missing: readonly string[]): Promise<void> {
    const api = await this.#client();
    this.#components.forget(missing);
    // The one that ended did not release its lease; without this the new one would wait 15 s for it to expire.
    if (missing.includes('kube-controller-manager'))
      await api.request('DELETE', `${leases}/kube-controller-manager`, { timeoutMs: 2_000 }).catch(() => undefined);
    await this.#kwokctl(await this.#options.toolchain(), ['start', 'cluster', '--name', this.#options.name]);
    await this.#waitReady(api);
  }

  get #key() {
    return { provider: this.name, name: this.#options.name } as const;
  }

  get #dir(): string {
    return join(this.#options.root, 'kwok', 'clusters', this.#options.name);
  }

  get #configPath(): string {
    return clusterFile(this.#options.root, this.#key, 'kwokctl.yaml');
  }

  get #lockPath(): string {
    return clusterLock(this.#options.root, this.#key);
  }

  #lockOptions(doing: string) {
    const { name, signal, onWait } = this.#options;
    return {
      what: `${doing} cluster ${name}`,
      ...(signal && { signal }),
      onWait: (holder: { pid: number; what: string }) =>
        onWait?.(`Waiting for process ${holder.pid}, which is ${holder.what}.`),
    };
  }

  async #create(toolchain: Toolchain, digest: string): Promise<void> {
    const { name, root } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const record = await reservePorts(root, { ...this.#key, state: 'creating', digest }, portNames);
      writeFileSync(this.#configPath, kwokctlConfig(toolchain, record.ports, this.#options.tuning));
      // kwokctl would wait for minutes for a component that could not bind its port.
      const gaveUp = new AbortController();
      const looking = setInterval(() => this.#components.portTaken() && gaveUp.abort(), 100);
      // Nor does it take the kubectl with it that it waits for.
      const stops = [gaveUp.signal, ...(this.#options.signal ? [this.#options.signal] : [])];
      AbortSignal.any(stops).addEventListener('abort', () => void this.#components.endStarters());
      const result = await this.#kwokctl(
        toolchain,
        ['create', 'cluster', '--name', name, '--config', this.#configPath],
        AbortSignal.any(stops),
      );
      clearInterval(looking);
      try {
        if (result.exitCode !== 0) throw startFailed(name, result.stderr);
        await this.#waitReady(await this.#client());
        return writeRecord(root, { ...record, state: 'ready' } satisfies ClusterRecord);
      } catch (error) {
        const portTaken = this.#components.portTaken();
        await this.#clear(toolchain);
        // Somebody else bound one of our ports in between: take others.
        if (portTaken && attempt < 4 && !this.#options.signal?.aborted) continue;
        throw error;
      }
    }
  }

  /** Ends the cluster whatever its state: kwokctl knows a whole one, processes and folders tell of a half-made one. */
  async #clear(toolchain: Toolchain | undefined): Promise<void> {
    const { name, root } = this.#options;
    (await this.#api?.catch(() => undefined))?.close();
    this.#api = undefined;
    await this.#components.endStarters();
    if (toolchain && existsSync(join(this.#dir, 'kwok.yaml')))
      await this.#kwokctl(toolchain, ['delete', 'cluster', '--name', name]);
    await this.#components.end();
    for (const path of [this.#dir, this.kubeconfig(), this.#configPath]) rmSync(path, { recursive: true, force: true });
    removeRecord(root, this.#key);
  }

  #kwokctl(toolchain: Toolchain, args: readonly string[], signal?: AbortSignal) {
    const { root, env } = this.#options;
    mkdirSync(dirname(this.kubeconfig()), { recursive: true });
    // kwokctl takes the first kubectl on PATH, and would download one where there is none.
    const path = [toolchain.binDir, env.PATH].filter(Boolean).join(delimiter);
    const kwokEnv = { ...env, PATH: path, KWOK_WORKDIR: join(root, 'kwok'), KUBECONFIG: this.kubeconfig() };
    return runTool(toolchain.binaries.kwokctl, args, {
      env: kwokEnv,
      ...(signal && { signal }),
      timeoutMs: startTimeoutMs * 2,
    });
  }

  #client(): Promise<Api> {
    this.#api ??= Api.fromKubeconfig({ path: this.kubeconfig() });
    return this.#api;
  }

  #waitReady(api: Api): Promise<void> {
    const { name, signal } = this.#options;
    return waitReady(api, { name, missing: () => this.#components.missing(), ...(signal && { signal }) });
  }

  async #isHealthy(): Promise<boolean> {
    return (await this.#components.missing()).length === 0 && (await this.#answers());
  }

  async #answers(): Promise<boolean> {
    try {
      await (await this.#client()).get('/api/v1/namespaces/default', { timeoutMs: 3_000 });
      return true;
    } catch {
      return false;
    }
  }
}
