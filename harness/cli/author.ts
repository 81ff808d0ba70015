import type { Command } from 'commander';
import { type ExitCode, UsageError } from '../errors.ts';
import { type ClusterFlags, withClusterOption, withImageOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { runVerb } from './run.ts';

/** `course author record`: for those who write labs. */
export function defineAuthor(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const author = program.command('author').description('For those who write labs.');
  const record = author
    .command('record')
    .description("Runs the solutions and writes what their steps print to the labs' expected/ folders, normalised.")
    .argument('[labs...]', 'names of labs (default: all)')
    .option('--labs <dir>', 'folder that holds course.yaml and the labs');
  withImageOption(withClusterOption(withProviderOption(record))).action(
    async (names: string[], flags: ClusterFlags & { labs?: string }) => {
      if (flags.provider === 'kubeconfig')
        throw new UsageError(
          'E_RECORD',
          "Expected kwok or kind, but what somebody's own cluster prints holds there alone.",
        );
      done(await runVerb(names, { ...flags, jobs: 1, output: 'pretty', record: true }, context));
    },
  );
}
