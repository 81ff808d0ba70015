import type { KwokOptions } from '../cluster/kwok/options.ts';
import type { Provider, ProviderName } from '../cluster/provider.ts';
import { type ClusterKey, readRecords } from '../cluster/record.ts';
import { cacheRoot, describeToolchainEvent, ensureToolchain, type Toolchain } from '../toolchain/index.ts';
import { allowNodeChanges, type ClusterFlags } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { Progress } from './progress.ts';

/** What all clusters of one command share. */
export interface Host {
  context: CliContext;
  root: string;
  progress: Progress;
  /** Asked for only when binaries are needed: the first time it may build for minutes. */
  toolchain: () => Promise<Toolchain>;
}

export interface Cluster extends Host {
  name: string;
  provider: Provider;
  /** The environment for what labs run there. */
  env: NodeJS.ProcessEnv;
}

/** The place for clusters; nothing is started yet. */
export function openHost(context: CliContext): Host {
  const { env, signal } = context;
  const progress = new Progress(context);
  let found: Promise<Toolchain> | undefined;
  const toolchain = () => {
    found ??= ensureToolchain({
      env,
      signal,
      onEvent: (event) => {
        if (event.kind === 'looking' || event.kind === 'ready') return;
        if (event.kind === 'installed' || event.kind === 'noNetwork' || event.kind === 'damaged')
          progress.note(describeToolchainEvent(event));
        else progress.update(event.kind, describeToolchainEvent(event));
      },
    }).finally(() => progress.clear());
    return found;
  };
  return { context, root: cacheRoot(env), progress, toolchain };
}

type ProviderFlags = Pick<ClusterFlags, 'cluster' | 'image' | 'context' | 'kubeconfig' | 'allowNodeChanges'>;

/** A cluster of this provider; nothing is started yet. */
export async function openCluster(host: Host, provider: ProviderName, flags: ProviderFlags): Promise<Cluster> {
  const { context, root, progress, toolchain } = host;
  const shared = {
    root,
    toolchain,
    env: context.env,
    signal: context.signal,
    onWait: (message: string) => progress.note(message),
  };
  const opened = await openers[provider](flags, shared, progress);
  const allowed = flags.allowNodeChanges && { [allowNodeChanges]: '1' };
  return { ...host, ...opened, env: { ...context.env, ...allowed } };
}

/** Brings a cluster up, and says so as long as it takes. */
export async function bringUp({ provider, name, progress }: Cluster): Promise<void> {
  const doing = provider.name === 'kubeconfig' ? 'Asking' : 'Starting';
  progress.update('up', `${doing} cluster ${name} (${provider.name})…`);
  await provider.up();
  progress.clear();
}

type Shared = Omit<KwokOptions, 'name' | 'tuning'>;
type Opener = (
  flags: ProviderFlags,
  shared: Shared,
  progress: Progress,
) => Promise<{ name: string; provider: Provider }>;

/** Each provider is loaded only where it is asked for. */
const openers: Record<ProviderName, Opener> = {
  kwok: async ({ cluster: name }, shared) => {
    const { KwokProvider } = await import('../cluster/kwok/kwok.ts');
    return { name, provider: new KwokProvider({ name, ...shared }) };
  },
  kind: async ({ cluster: name, image }, shared, progress) => {
    const { KindProvider } = await import('../cluster/kind/kind.ts');
    const onProgress = (message: string) => progress.update('kind', message);
    return { name, provider: new KindProvider({ name, ...shared, onProgress, ...(image && { image }) }) };
  },
  kubeconfig: async ({ cluster, context, kubeconfig, allowNodeChanges: allowed = false }, shared) => {
    const { KubeconfigProvider } = await import('../cluster/kubeconfig/kubeconfig.ts');
    const { clusterNameOf } = await import('../cluster/kubeconfig/context.ts');
    const name = context === undefined ? cluster : clusterNameOf(context);
    const source = { ...(context !== undefined && { context }), ...(kubeconfig && { file: kubeconfig }) };
    return { name, provider: new KubeconfigProvider({ name, ...shared, source, allowNodeChanges: allowed }) };
  },
};

/** A cluster that has a record. */
export function openKnown(host: Host, { provider, name }: ClusterKey): Promise<Cluster> {
  return openCluster(host, provider, { cluster: name });
}

/** The provider of the cluster that exists under this name, and of others of the same name; kwok comes first. */
export function existingProviders(records: readonly ClusterKey[], name: string): ProviderName[] {
  const order: readonly ProviderName[] = ['kwok', 'kind'];
  return order.filter((provider) => records.some((record) => record.provider === provider && record.name === name));
}

/** The cluster that the flags mean: with `auto` the one that exists, else one of kwok's. */
export async function takeCluster(context: CliContext, flags: ClusterFlags): Promise<Cluster> {
  const host = openHost(context);
  if (flags.provider !== 'auto') return openCluster(host, flags.provider, flags);
  const [first = 'kwok', ...others] = existingProviders(readRecords(host.root), flags.cluster);
  for (const other of others)
    host.progress.note(
      `There are two clusters named ${flags.cluster}: this is for the one on ${first}; for the other add --provider ${other}.`,
    );
  return openCluster(host, first, flags);
}
