import { Argument, type Command } from 'commander';
import { type Component, components } from '../cluster/provider.ts';
import { ClusterError, type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { type ClusterFlags, sameCluster, withClusterOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { takeCluster } from './open-cluster.ts';

/** `course component stop|start NAME`: takes a part of the control plane away, and brings it back. */
export function defineComponent(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const command = program
    .command('component')
    .summary('stop or start a part of the control plane')
    .description(
      'Stops a part of the control plane, to see what it does by what no longer happens, and starts it again. The next\nreset starts what is stopped.',
    )
    .addArgument(new Argument('<action>', 'what to do').choices(['stop', 'start']))
    .addArgument(new Argument('<component>', 'which part').choices([...components]));
  withClusterOption(withProviderOption(command)).action(
    async (action: 'stop' | 'start', component: Component, flags: ClusterFlags) => {
      const { provider, name } = await takeCluster(context, flags);
      if (!provider.capabilities.has('component-control'))
        throw new UsageError(
          'E_NO_COMPONENT_CONTROL',
          `The parts of a control plane cannot be stopped on ${provider.name}.`,
          { next: 'give --provider kwok' },
        );
      const { state } = await provider.status();
      // A cluster whose API server is stopped counts as stopped itself, and this is the way to start it.
      if (state === 'absent' || state === 'incomplete')
        throw new ClusterError('E_NO_CLUSTER', `Expected cluster ${name} to run but it is ${state}.`, {
          next: `course cluster up${sameCluster({ provider: provider.name, name })}`,
        });
      await provider.component(action, component);
      context.stdout.write(`component/${component} ${action === 'stop' ? 'stopped' : 'started'}\n`);
      done(exitCodes.pass);
    },
  );
}
