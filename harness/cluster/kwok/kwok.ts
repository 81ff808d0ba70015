import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError, UsageError } from '../../errors.ts';
import type { Capability } from '../../lab/schema.ts';
import type { Toolchain } from '../../toolchain/index.ts';
import { withLock } from '../../toolchain/lock.ts';
import { Api } from '../api.ts';
import { runTool } from '../exec.ts';
import { createDefaultServiceAccount } from '../namespaces.ts';
import type { ClusterStatus, Component, NodeVerb, Provider, Topology } from '../provider.ts';
import { type ClusterRecord, readRecord, removeRecord, reservePorts, writeRecord } from '../record.ts';
import { Components } from './components.ts';
import { kwokctlConfig, portNames } from './config.ts';
import { kwokctlMessage } from './kwokctl-log.ts';
import { doToNode } from './node-verbs.ts';
import type { KwokOptions } from './options.ts';
import { resetCluster } from './reset.ts';

const startTimeoutMs = 60_000;
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';

/** The embedded provider: a real API server, controller manager, scheduler and etcd; nodes and pods simulated by kwok. */
export class KwokProvider implements Provider {
  readonly name = 'kwok';
  readonly capabilities: ReadonlySet<Capability> = new Set<Capability>(['nodes', 'capacity', 'component-control']);
  readonly #options: KwokOptions;
  readonly #components: Components;
  #api: Promise<Api> | undefined;

  constructor(options: KwokOptions) {
    this.#options = options;
    this.#components = new Components({ dir: this.#dir, configPath: this.#configPath });
  }

  async up(): Promise<void> {
    const { name, root } = this.#options;
    const toolchain = await this.#options.toolchain();
    await withLock(this.#lockPath, this.#lockOptions('starting'), async () => {
      const digest = createHash('sha256')
        .update(kwokctlConfig(toolchain, {}, this.#options.tuning))
        .digest('hex')
        .slice(0, 16);
      const known = readRecord(root, name);
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
    const { name, root } = this.#options;
    const record = readRecord(root, name);
    const of = (state: ClusterStatus['state'], detail: string) => ({ name, provider: this.name, state, detail });
    if (!record) return of('absent', 'not created');
    if (record.state === 'creating') return of('incomplete', 'its start was cut short; the next start begins anew');
    if (!(await this.#answers())) return of('stopped', 'its API server does not answer; the next start begins anew');
    const missing = await this.#components.missing();
    const without = missing.length > 0 ? `, without ${missing.join(', ')}` : '';
    return of('running', `API server at https://127.0.0.1:${record.ports['kube-apiserver']}${without}`);
  }

  kubeconfig(): string {
    return join(this.#options.root, 'clusters', `${this.#options.name}.kubeconfig`);
  }

  async reset(topology: Topology): Promise<void> {
    await this.#startMissing();
    await resetCluster(await this.#client(), topology);
  }

  async node(verb: NodeVerb, node: string, args: readonly string[]): Promise<string> {
    const { env } = this.#options;
    const { binaries } = await this.#options.toolchain();
    const kubectl = async (kubectlArgs: readonly string[]) => {
      const result = await runTool(binaries.kubectl, kubectlArgs, { env: { ...env, KUBECONFIG: this.kubeconfig() } });
      if (result.exitCode === 0) return result.stdout;
      // A server that answers has refused what it was asked; else nobody could ask it.
      const Refusal = (await this.#answers()) ? UsageError : ClusterError;
      throw new Refusal('E_KUBECTL', result.stderr.trim());
    };
    return doToNode({ api: await this.#client(), kubectl }, { verb, node, args });
  }

  async component(action: 'stop' | 'start', component: Component): Promise<void> {
    if (action === 'start') return this.#startMissing();
    await this.#components.stop(component);
  }

  /** Starts the components that do not run. */
  async #startMissing(): Promise<void> {
    const missing = await this.#components.missing();
    if (missing.length === 0) return;
    const api = await this.#client();
    this.#components.forget(missing);
    // The one that ended did not release its lease; without this the new one would wait 15 s for it to expire.
    if (missing.includes('kube-controller-manager'))
      await api.request('DELETE', `${leases}/kube-controller-manager`, { timeoutMs: 2_000 }).catch(() => undefined);
    await this.#kwokctl(await this.#options.toolchain(), ['start', 'cluster', '--name', this.#options.name]);
    await this.#waitReady(api);
  }

  get #dir(): string {
    return join(this.#options.root, 'kwok', 'clusters', this.#options.name);
  }

  get #configPath(): string {
    return join(this.#options.root, 'clusters', `${this.#options.name}.kwokctl.yaml`);
  }

  get #lockPath(): string {
    return join(this.#options.root, 'locks', `cluster-${this.#options.name}.lock`);
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
      const record = await reservePorts(root, { name, provider: this.name, state: 'creating', digest }, portNames);
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
        if (result.exitCode !== 0) throw this.#createFailed(result.stderr);
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

  #createFailed(stderr: string): ClusterError {
    const lines = stderr.trim().split('\n').map(kwokctlMessage);
    return new ClusterError(
      'E_CLUSTER_START',
      `Could not start cluster ${this.#options.name}: ${lines.at(-1) ?? 'kwokctl said nothing'}`,
      {
        next: 'course doctor',
      },
    );
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
    removeRecord(root, name);
  }

  #kwokctl(toolchain: Toolchain, args: readonly string[], signal?: AbortSignal) {
    const { root, env } = this.#options;
    mkdirSync(join(root, 'clusters'), { recursive: true });
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

  /** Waits until the cluster can judge: kwokctl's own `--wait` checks neither the controller manager nor the scheduler. */
  async #waitReady(api: Api): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    let last: unknown;
    while (Date.now() < deadline) {
      if (this.#options.signal?.aborted) throw this.#options.signal.reason;
      try {
        await api.get(`${leases}/kube-controller-manager`);
        await createDefaultServiceAccount(api, 'default');
        return;
      } catch (error) {
        last = error;
        if ((await this.#components.missing()).length > 0) break;
        await sleep(25);
      }
    }
    throw new ClusterError(
      'E_CLUSTER_START',
      `Cluster ${this.#options.name} did not become ready: ${(last as Error)?.message ?? 'a component ended'}`,
      {
        cause: last,
        next: 'course doctor',
      },
    );
  }
}
