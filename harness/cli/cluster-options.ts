import { type Command, Option } from 'commander';
import { providerNames } from '../cluster/provider.ts';
import type { ClusterKey } from '../cluster/record.ts';
import { UsageError } from '../errors.ts';
import type { AskedProvider } from '../run/choose.ts';

export const defaultCluster = 'one-per-node';

/** The variable that stands for `--allow-node-changes`, so that a lab's own `course node …` may what its run may. */
export const allowNodeChanges = 'ONE_PER_NODE_ALLOW_NODE_CHANGES';

/** What says which cluster a verb is for. */
export interface ClusterFlags {
  cluster: string;
  provider: AskedProvider;
  /** Node image of a kind cluster. */
  image?: string | undefined;
  /** Context of somebody's own cluster. */
  context?: string | undefined;
  /** The kubeconfig that holds the context. */
  kubeconfig?: string | undefined;
  allowNodeChanges?: boolean | undefined;
}

/** Adds `--cluster NAME` to a verb. */
export function withClusterOption(command: Command): Command {
  return command.addOption(
    new Option('--cluster <name>', 'name of the cluster; several can live side by side')
      .env('ONE_PER_NODE_CLUSTER')
      .default(defaultCluster)
      .argParser(checkedName),
  );
}

/** Adds `--provider NAME` to a verb, and what names a cluster that exists already. */
export function withProviderOption(command: Command): Command {
  return command
    .addOption(
      new Option('--provider <name>', 'where the cluster comes from')
        .env('ONE_PER_NODE_PROVIDER')
        .choices(['auto', ...providerNames])
        .default('auto'),
    )
    .option('--context <name>', 'with --provider kubeconfig: context of the cluster that exists already')
    .option('--kubeconfig <file>', 'with --provider kubeconfig: file that holds the context (default: as kubectl)')
    .addOption(
      new Option(
        '--allow-node-changes',
        'with --provider kubeconfig: label, taint and cordon its nodes, and undo it',
      ).env('ONE_PER_NODE_ALLOW_NODE_CHANGES'),
    );
}

/** Adds `--image REF` to a verb that may make a kind cluster. */
export function withImageOption(command: Command): Command {
  return command.option('--image <ref>', 'with kind: node image to make the cluster of');
}

/** A cluster name as files, containers and contexts can bear it. */
export function checkedName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new UsageError(
    'E_CLUSTER_NAME',
    `Expected a cluster name of at most 40 lower-case letters, digits and hyphens but found \`${name}\`.`,
  );
}

/** A provider that was named where commander does not look. */
export function checkedProvider(name: string): AskedProvider {
  const known: readonly string[] = ['auto', ...providerNames];
  if (known.includes(name)) return name as AskedProvider;
  throw new UsageError('E_PROVIDER', `Expected --provider ${known.join(', ')} but found \`${name}\`.`);
}

/** The flags that mean this cluster, with a space before each; none where they would be the default. */
export function sameCluster({ provider, name }: ClusterKey): string {
  return [
    name === defaultCluster ? '' : ` --cluster ${name}`,
    provider === 'kwok' ? '' : ` --provider ${provider}`,
  ].join('');
}
