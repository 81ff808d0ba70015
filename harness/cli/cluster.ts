import { type Command, Option } from 'commander';
import { readRecords } from '../cluster/record.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { openCluster, withClusterOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';

interface Flags {
  cluster: string;
  provider: string;
  all?: boolean;
  output: 'pretty' | 'json';
}

/** `course cluster up|down|status`. */
export function defineCluster(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const cluster = program
    .command('cluster')
    .description('Starts, ends and shows clusters. Your own kubeconfig is never touched.');

  withClusterOption(
    withProviderOption(
      cluster
        .command('up')
        .description('Starts the cluster, or takes the one that runs, and prints the path of its kubeconfig.'),
    ),
  ).action(async (flags: Flags) => {
    const { provider, progress } = openCluster(context, flags);
    progress.update('up', `Starting cluster ${flags.cluster}…`);
    await provider.up();
    progress.clear();
    context.stdout.write(`${provider.kubeconfig()}\n`);
    context.stderr.write(
      `Cluster ${flags.cluster} is up. To use it: course shell${suffix(flags)}, or export KUBECONFIG=${provider.kubeconfig()}\n`,
    );
    done(exitCodes.pass);
  });

  withClusterOption(cluster.command('down').description('Ends the cluster and removes what it kept.'))
    .option('--all', 'end every cluster that this program started')
    .action(async (flags: Flags) => {
      const names = flags.all ? clusterNames(context, flags) : [flags.cluster];
      for (const name of names) {
        await openCluster(context, { ...flags, cluster: name }).provider.down();
        context.stderr.write(`Cluster ${name} is down.\n`);
      }
      done(exitCodes.pass);
    });

  withClusterOption(cluster.command('status').description('Shows the clusters that this program started.'))
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .action(async (flags: Flags) => {
      const names = [...new Set([flags.cluster, ...clusterNames(context, flags)])];
      const states = await Promise.all(
        names.map((name) => openCluster(context, { ...flags, cluster: name }).provider.status()),
      );
      const lines = states.map(
        ({ name, provider, state, detail }) =>
          `${name.padEnd(20)} ${provider.padEnd(10)} ${state.padEnd(10)} ${detail}`,
      );
      context.stdout.write(flags.output === 'json' ? `${JSON.stringify(states, null, 2)}\n` : `${lines.join('\n')}\n`);
      done(exitCodes.pass);
    });
}

function clusterNames(context: CliContext, flags: Flags): string[] {
  return readRecords(openCluster(context, flags).root).map(({ name }) => name);
}

const suffix = ({ cluster }: Flags) => (cluster === 'one-per-node' ? '' : ` --cluster ${cluster}`);
