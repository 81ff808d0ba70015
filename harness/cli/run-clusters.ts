import { join } from 'node:path';
import { Api } from '../cluster/api.ts';
import type { ProviderName } from '../cluster/provider.ts';
import type { ClusterKey } from '../cluster/record.ts';
import { ClusterError } from '../errors.ts';
import type { Choice } from '../run/choose.ts';
import { variantsToRun } from '../run/lab.ts';
import type { Clusters, LazyCluster } from '../run/run.ts';
import type { RunContext } from '../run/variant.ts';
import { type Lock, tryLock } from '../toolchain/lock.ts';
import { type ClusterFlags, sameCluster } from './cluster-options.ts';
import { bringUp, type Cluster, type Host, openCluster } from './open-cluster.ts';

interface RunClustersFlags extends ClusterFlags {
  jobs: number;
  traps?: boolean;
  down?: boolean;
  record?: boolean;
}

/** The names of a run's clusters, of which the first is the one that was given. */
export function clusterNames(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? first : `${first}-${index + 1}`));
}

/** The clusters of one run: each is opened, claimed and brought up only once a lab is there for it. */
export class RunClusters {
  readonly #host: Host;
  readonly #flags: RunClustersFlags;
  readonly #firsts = new Map<ProviderName, Promise<Cluster>>();
  readonly #claimed: { cluster: Cluster; lock: Lock }[] = [];
  readonly #up = new Map<Cluster, Api>();
  /** One start after the other: where several control planes start at once on two cores, one may give up. */
  #starting: Promise<unknown> = Promise.resolve();

  constructor(host: Host, flags: RunClustersFlags) {
    this.#host = host;
    this.#flags = flags;
  }

  /** The first cluster of a provider; nothing is started yet. */
  first(provider: ProviderName): Promise<Cluster> {
    const known = this.#firsts.get(provider) ?? openCluster(this.#host, provider, this.#flags);
    this.#firsts.set(provider, known);
    return known;
  }

  /** The clusters for these labs, claimed for this run: as many as there are jobs, where that many may be had. */
  async claimFor(choices: readonly Choice[]): Promise<Clusters> {
    const running = choices.filter(({ reason }) => reason === undefined);
    const clusters: Partial<Record<ProviderName, LazyCluster[]>> = {};
    for (const [provider, group] of Map.groupBy(running, (choice) => choice.provider)) {
      const parts = group.flatMap(({ lab }) => variantsToRun(lab, { traps: this.#flags.traps ?? false }));
      const count = this.#mayHaveMany(provider) ? Math.min(this.#flags.jobs, parts.length) : 1;
      const opened = await Promise.all(Array.from({ length: count }, (_, index) => this.#nth(provider, index)));
      for (const cluster of opened) await this.#claim(cluster);
      clusters[provider] = opened.map((cluster) => ({ name: cluster.name, open: () => this.#open(cluster) }));
    }
    // A killed run may have left something on somebody's own cluster, which is taken away even if no lab fits.
    const other = await this.#firsts.get('kubeconfig');
    if (other && !clusters.kubeconfig) await this.#claim(other);
    return clusters;
  }

  /** Ends the clusters that were brought up. */
  async down(): Promise<void> {
    await Promise.all(this.#ours().map(({ provider }) => provider.down()));
  }

  /** The clusters that go on running. */
  kept(): ClusterKey[] {
    return this.#ours().map(({ provider, name }) => ({ provider: provider.name, name }));
  }

  /**
   * Lets go of all clusters, so that the process can end and another run can take them. Somebody's own gets back what was
   * put on it, however the run ended; false when that failed.
   */
  async close(): Promise<boolean> {
    for (const api of this.#up.values()) api.close();
    const left = await Promise.all(this.#claimed.map(({ cluster }) => giveBack(cluster)));
    await Promise.all(this.#claimed.map(({ lock }) => lock.release()));
    return !left.includes(false);
  }

  #ours(): Cluster[] {
    return [...this.#up.keys()].filter(({ provider }) => provider.name !== 'kubeconfig');
  }

  /** Four more nodes of kind are started only for somebody who named it; somebody's own cluster is one. */
  #mayHaveMany(provider: ProviderName): boolean {
    return provider === 'kwok' || (provider === 'kind' && this.#flags.provider === 'kind');
  }

  async #claim(cluster: Cluster): Promise<void> {
    this.#claimed.push({ cluster, lock: await claim(cluster) });
  }

  #nth(provider: ProviderName, index: number): Promise<Cluster> {
    if (index === 0) return this.first(provider);
    const cluster = clusterNames(this.#flags.cluster, index + 1)[index] ?? '';
    return openCluster(this.#host, provider, { ...this.#flags, cluster });
  }

  async #open(cluster: Cluster): Promise<RunContext> {
    const { provider, name, root, toolchain, context, env } = cluster;
    const { binDir } = await toolchain();
    const up = this.#starting.then(() => bringUp(cluster));
    this.#starting = up.catch(() => undefined);
    await up;
    const api = await Api.fromKubeconfig({ path: provider.kubeconfig() });
    const { gitVersion } = await api.get<{ gitVersion: string }>('/version');
    // There is one already where the cluster broke and is opened again.
    this.#up.get(cluster)?.close();
    this.#up.set(cluster, api);
    return {
      provider,
      api,
      clusterName: name,
      kubernetesVersion: gitVersion,
      binDir,
      root,
      self: context.self,
      env,
      signal: context.signal,
      ...(this.#flags.record && { record: true }),
    };
  }
}

/** Takes away what labs put on somebody's own cluster; says so and gives false where that cannot be done. */
export async function giveBack({ provider, name, progress }: Cluster): Promise<boolean> {
  if (provider.name !== 'kubeconfig') return true;
  try {
    await provider.down();
    return true;
  } catch (error) {
    const next = `course cluster down${sameCluster({ provider: provider.name, name })}`;
    progress.note(
      `What labs put on ${name} is still there: ${(error as Error).message} Once it answers again: ${next}`,
    );
    return false;
  }
}

/** Two runs on one cluster would reset each other's nodes. */
export async function claim({ name, root, provider }: Cluster): Promise<Lock> {
  const lock = await tryLock(join(root, 'locks', `use-${provider.name}-${name}.lock`), 'running labs');
  if (lock) return lock;
  throw new ClusterError('E_CLUSTER_BUSY', `Cluster ${name} is in use by another run.`, {
    next: provider.name === 'kubeconfig' ? 'wait for it' : `wait for it, or give --cluster ${name}-b`,
  });
}
