import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { type AuthorFlags, insistOnOurCluster, withAuthorOptions } from './author-options.ts';
import type { CliContext } from './context.ts';
import { runVerb } from './run.ts';

/** `course author record`: writes what the steps print. */
export function defineAuthorRecord(author: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const record = author
    .command('record')
    .description("Runs the solutions and writes what their steps print to the labs' expected/ folders, normalised.");
  withAuthorOptions(record).action(async (names: string[], flags: AuthorFlags) => {
    insistOnOurCluster(flags);
    done(await runVerb(names, { ...flags, jobs: 1, output: 'pretty', record: true }, context));
  });
}
