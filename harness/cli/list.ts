import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type ExitCode, exitCodes } from '../errors.ts';
import { loadCourse } from '../lab/index.ts';
import { renderList } from '../report/list.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { type CliContext, renderOptions } from './context.ts';

/** `course list`: the labs in their order. */
export function defineList(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('list')
    .description('Lists the labs in the order in which they are taught.')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .option('--labs <dir>', 'folder that holds course.yaml and the labs')
    .option('--ascii', 'draw with ASCII characters only')
    .action(async (flags: { output: string; labs?: string; ascii?: boolean }) => {
      const course = await loadCourse(flags.labs ?? join(packageRoot(), 'labs'));
      const rows = course.labs.map(({ slug, section, title, summary, needs, minutes }) => ({
        section,
        lab: slug,
        title,
        summary,
        needs,
        minutes,
      }));
      context.stdout.write(
        flags.output === 'json'
          ? `${JSON.stringify({ title: course.title, labs: rows }, null, 2)}\n`
          : renderList(course, renderOptions(context, flags)),
      );
      done(exitCodes.pass);
    });
}
