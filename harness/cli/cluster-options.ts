import { type Command, Option } from 'commander';
import { KwokProvider } from '../cluster/kwok/kwok.ts';
import type { Provider } from '../cluster/provider.ts';
import { UsageError } from '../errors.ts';
import { cacheRoot, describeToolchainEvent, ensureToolchain, type Toolchain } from '../toolchain/index.ts';
import type { CliContext } from './context.ts';
import { Progress } from './progress.ts';

export const defaultCluster = 'one-per-node';

/** Adds `--cluster NAME` to a verb. */
export function withClusterOption(command: Command): Command {
  return command.addOption(
    new Option('--cluster <name>', 'name of the cluster; several can live side by side')
      .env('ONE_PER_NODE_CLUSTER')
      .default(defaultCluster)
      .argParser(checkedName),
  );
}

/** Adds `--provider NAME` to a verb. */
export function withProviderOption(command: Command): Command {
  return command.addOption(
    new Option('--provider <name>', 'where the cluster comes from')
      .choices(['auto', 'kwok', 'kind', 'kubeconfig'])
      .default('auto'),
  );
}

function checkedName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new UsageError(
    'E_CLUSTER_NAME',
    `Expected a cluster name of at most 40 lower-case letters, digits and hyphens but found \`${name}\`.`,
  );
}

export interface Cluster {
  name: string;
  provider: Provider;
  toolchain: () => Promise<Toolchain>;
  root: string;
  progress: Progress;
}

/** The provider behind `--provider` and `--cluster`; nothing is started yet. */
export function openCluster(context: CliContext, options: { provider?: string; cluster: string }): Cluster {
  const { env, signal } = context;
  if (options.provider === 'kind' || options.provider === 'kubeconfig') {
    throw new UsageError(
      'E_PROVIDER',
      `The provider ${options.provider} is not built yet; this version runs labs on kwok alone.`,
      { next: 'leave --provider out' },
    );
  }
  const progress = new Progress(context);
  const root = cacheRoot(env);
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
  const provider = new KwokProvider({
    name: options.cluster,
    root,
    toolchain,
    env,
    signal,
    onWait: (message) => progress.note(message),
  });
  return { name: options.cluster, provider, toolchain, root, progress };
}
