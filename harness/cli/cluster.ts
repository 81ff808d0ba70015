import { type Command, Option } from 'commander';
import type { ClusterStatus } from '../cluster/provider.ts';
import { type ClusterKey, readRecords } from '../cluster/record.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import {
  type ClusterFlags,
  sameCluster,
  withClusterOption,
  withImageOption,
  withProviderOption,
} from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { bringUp, type Cluster, openHost, openKnown, takeCluster } from './open-cluster.ts';

/** `course cluster up|down|status`. */
export function defineCluster(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const cluster = program
    .command('cluster')
    .description('Starts, ends and shows clusters. Your own kubeconfig is never touched.');

  withImageOption(
    withClusterOption(
      withProviderOption(
        cluster
          .command('up')
          .description('Starts the cluster, or takes the one that runs, and prints the path of its kubeconfig.'),
      ),
    ),
  ).action(async (flags: ClusterFlags) => {
    await up(await takeCluster(context, flags));
    done(exitCodes.pass);
  });

  withClusterOption(
    withProviderOption(cluster.command('down').description('Ends the cluster and removes what it kept.')),
  )
    .option('--all', 'end every cluster that this program started')
    .action(async (flags: ClusterFlags & { all?: boolean }) => {
      const clusters = flags.all ? await everyCluster(context) : [await takeCluster(context, flags)];
      await downAll(clusters);
      done(exitCodes.pass);
    });

  withClusterOption(
    withProviderOption(cluster.command('status').description('Shows the clusters that this program started.')),
  )
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .action(async (flags: ClusterFlags & { output: 'pretty' | 'json' }) => {
      const states = await statesOf(context, flags);
      context.stdout.write(
        flags.output === 'json' ? `${JSON.stringify(states, null, 2)}\n` : `${states.map(formatState).join('\n')}\n`,
      );
      done(exitCodes.pass);
    });
}

async function up(cluster: Cluster): Promise<void> {
  const { provider, name, context } = cluster;
  await bringUp(cluster);
  const kubeconfig = provider.kubeconfig();
  const flags = sameCluster({ provider: provider.name, name });
  context.stdout.write(`${kubeconfig}\n`);
  context.stderr.write(`Cluster ${name} is up. To use it: course shell${flags}, or export KUBECONFIG=${kubeconfig}\n`);
}

/** Ends every one of them, whatever becomes of the others. */
async function downAll(clusters: readonly Cluster[]): Promise<void> {
  const errors: unknown[] = [];
  for (const { name, provider, context } of clusters) {
    try {
      await provider.down();
      context.stderr.write(
        provider.name === 'kubeconfig'
          ? `Cluster ${name} goes on, since it is not ours; what labs put on it is gone.\n`
          : `Cluster ${name} is down.\n`,
      );
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

async function everyCluster(context: CliContext): Promise<Cluster[]> {
  const host = openHost(context);
  return Promise.all(readRecords(host.root).map((record) => openKnown(host, record)));
}

/** The cluster that is asked for, be it there or not, and all others that we know of. */
async function statesOf(context: CliContext, flags: ClusterFlags): Promise<ClusterStatus[]> {
  const asked = await takeCluster(context, flags);
  const isOther = ({ provider, name }: ClusterKey) => provider !== asked.provider.name || name !== asked.name;
  const others = readRecords(asked.root).filter(isOther);
  const clusters = [asked, ...(await Promise.all(others.map((record) => openKnown(asked, record))))];
  return Promise.all(clusters.map(({ provider }) => provider.status()));
}

const formatState = ({ name, provider, state, detail }: ClusterStatus) =>
  `${name.padEnd(20)} ${provider.padEnd(10)} ${state.padEnd(10)} ${detail}`;
