import { Argument, type Command } from 'commander';
import { type NodeVerb, nodeVerbs } from '../cluster/provider.ts';
import { ClusterError, type ExitCode } from '../errors.ts';
import {
  type ClusterFlags,
  checkedName,
  checkedProvider,
  sameCluster,
  withClusterOption,
  withProviderOption,
} from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { takeCluster } from './open-cluster.ts';

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
        'add takes:     --label KEY=VALUE  --taint KEY=VALUE:EFFECT  (both repeatable); on kwok: --cpu 4  --memory 8Gi  --pods 110',
        '',
        'On kind also:',
        '  exec NODE -- COMMAND             runs a command on the node; its exit code is passed on',
        '  logs NODE [--unit U] [--lines N] the journal of the kubelet, containerd or another unit',
        '  pause NODE, unpause NODE         freezes the machine, lets it go on',
        '  remove NODE [--abrupt]           drains it and shuts it down, or cuts its power',
        '  static-pod NODE put FILE         gives the kubelet a pod of its own; remove NAME takes it away',
        '  load-image NODE IMAGE            copies an image of this machine to the node',
        'What is done to a node is undone before the next lab.',
        '',
        'Examples:      course node add worker-4 --label disk=ssd',
        '               course node taint worker-2 gpu=true:NoSchedule',
        '               course node stop worker-2',
        '               course node remove worker-4',
        '',
      ].join('\n'),
    );
  withClusterOption(withProviderOption(command)).action(
    async (verb: NodeVerb, node: string, args: string[], flags: ClusterFlags) => {
      const { own, rest } = takeOwnOptions(args);
      const { provider, name } = await takeCluster(context, { ...flags, ...own });
      // Somebody's own cluster is known once its context was named, as it is here.
      if (flags.context !== undefined) await provider.up();
      const { state } = await provider.status();
      // A cluster whose control plane is stopped still has nodes, one of which may be what `start` is for.
      if (state === 'absent' || state === 'incomplete')
        throw new ClusterError('E_NO_CLUSTER', `Expected cluster ${name} to run but it is ${state}.`, {
          next: `course cluster up${sameCluster({ provider: provider.name, name })}`,
        });
      const { stdout, stderr, exitCode } = await provider.node(verb, node, rest);
      context.stdout.write(stdout);
      context.stderr.write(stderr);
      // What ran on the node has exit codes of its own.
      done(exitCode as ExitCode);
    },
  );
}

/** `--cluster` and `--provider` are ours wherever they stand before a `--`; everything else behind the node's name is for the verb. */
export function takeOwnOptions(args: readonly string[]): { own: Partial<ClusterFlags>; rest: string[] } {
  const own: Partial<ClusterFlags> = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    // What follows is the command of `exec`, whose options are its own.
    if (args[index] === '--') return { own, rest: [...rest, ...args.slice(index)] };
    const [, name, , inline] = (args[index] ?? '').match(/^--(cluster|provider)(=(.*))?$/) ?? [];
    if (name === undefined) {
      rest.push(args[index] ?? '');
      continue;
    }
    if (inline === undefined) index += 1;
    const value = inline ?? args[index] ?? '';
    if (name === 'cluster') own.cluster = checkedName(value);
    else own.provider = checkedProvider(value);
  }
  return { own, rest };
}
