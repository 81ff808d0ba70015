import { join, relative, sep } from 'node:path';
import type { Command } from 'commander';
import { type ExitCode, exitCodes } from '../errors.ts';
import { scaffoldLab } from '../lab/index.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import type { CliContext } from './context.ts';
import { labsFolder } from './run.ts';

interface NewFlags {
  title?: string;
  section?: string;
  labs?: string;
}

/** `course author new SLUG`: a lab that runs, and says what is left to do. */
export function defineAuthorNew(author: Command, context: CliContext, done: (code: ExitCode) => void): void {
  author
    .command('new')
    .description('Writes a lab that runs as it is, marks in it what is left to do, and lists it in course.yaml.')
    .argument('<slug>', 'name of its folder: lower-case words joined by hyphens')
    .option('--title <text>', 'title of the lab')
    .option('--section <title>', 'section of course.yaml to list it in (default: the last)')
    .option('--labs <dir>', 'folder that holds course.yaml and the labs')
    .action(async (slug: string, flags: NewFlags) => {
      const labsDir = labsFolder(flags);
      const schemaFile = join(packageRoot(), 'static', 'schemas', 'lab.schema.json');
      const schema = relative(join(labsDir, slug), schemaFile).replaceAll(sep, '/');
      const { title, section: wanted } = flags;
      const { files, section } = await scaffoldLab({ labsDir, slug, title, section: wanted, schema });
      const there = flags.labs === undefined ? '' : ` --labs ${flags.labs}`;
      context.stdout.write(
        [
          ...files.map((file) => `wrote ${join(labsDir, file)}`),
          `listed ${slug} in course.yaml, section ${section}`,
          `Next: course run ${slug} --traps${there}   it passes as it is; keep it so while you work through each TODO`,
          `      course author record ${slug}${there}   writes what its steps print`,
          `      course author check ${slug}${there}    says what is left`,
          '',
        ].join('\n'),
      );
      done(exitCodes.pass);
    });
}
