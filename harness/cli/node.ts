import { Argument, type Command } from 'commander';
import { type NodeVerb, nodeVerbs } from '../cluster/provider.ts';
import { ClusterError, type ExitCode, exitCodes } from '../errors.ts';
import { openCluster, withClusterOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';

/** `course node VERB NODE [ARG…]`: does something to one node, the same way on every provider. */
export function defineNode(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const command = program
    .command('node')
    .summary('do something to one node of a cluster')
    .description('Does something to one node. What a provider cannot do it refuses, with the reason.')
    .addArgument(new Argument('<verb>', 'what to do').choices([...nodeVerbs]))
    .argument('<node>', 'name of the node')
    .argument('[args...]', "kubectl's own arguments for label, taint, cordon, uncordon, drain; for add see below")
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText(
      'after',
      [
        '',
        'add takes:  --label KEY=VALUE  --taint KEY=VALUE:EFFECT  (both repeatable)  --cpu 4  --memory 8Gi  --pods 110',
        '',
        'Examples:   course node add worker-4 --label disk=ssd',
        '            course node taint worker-2 gpu=true:NoSchedule',
        '            course node remove worker-4',
        '',
      ].join('\n'),
    );
  withClusterOption(withProviderOption(command)).action(
    async (verb: NodeVerb, node: string, args: string[], flags: { cluster: string; provider: string }) => {
      const { own, rest } = takeOwnOptions(args);
      const { cluster, ...options } = { ...flags, ...own };
      const { provider } = openCluster(context, { ...options, cluster });
      const { state } = await provider.status();
      if (state !== 'running')
        throw new ClusterError('E_NO_CLUSTER', `Expected cluster ${cluster} to run but it is ${state}.`, {
          next: 'course cluster up',
        });
      context.stdout.write(await provider.node(verb, node, rest));
      done(exitCodes.pass);
    },
  );
}

/** `--cluster` and `--provider` are ours wherever they stand; everything else behind the node's name is for the verb. */
function takeOwnOptions(args: readonly string[]): { own: { cluster?: string; provider?: string }; rest: string[] } {
  const own: { cluster?: string; provider?: string } = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [, name, , inline] = (args[index] ?? '').match(/^--(cluster|provider)(=(.*))?$/) ?? [];
    if (name === undefined) rest.push(args[index] ?? '');
    else {
      if (inline === undefined) index += 1;
      own[name as 'cluster' | 'provider'] = inline ?? args[index] ?? '';
    }
  }
  return { own, rest };
}
