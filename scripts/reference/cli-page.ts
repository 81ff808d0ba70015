import { type CommandHelp, createHelp } from './help.ts';
import { escapeText, sentence, table } from './markdown.ts';

const frontMatter = `---
title: The command line
description: Every verb of course, with its arguments, options and exit codes.
---

{/* Made by scripts/reference-pages.ts from the program's own help; npm run fix writes it anew. */}`;

/** The page on `course`, verb by verb, as its own help says it. */
export async function cliPage(): Promise<string> {
  const commands = await createHelp();
  return `${[
    frontMatter,
    '# The command line',
    `In the checkout it is \`./course VERB\`, or \`npm run course -- VERB\`. The result goes to stdout and progress to stderr. \`-o json\` prints
the result as data, by the schemas in \`static/schemas/\`. Colours and glyphs appear only where the terminal shows them; \`NO_COLOR\` and
\`--ascii\` turn them off.`,
    table(
      ['exit code', 'means'],
      [
        ['0', 'pass'],
        ['1', 'the work under test is wrong'],
        ['2', 'bad usage, a bad file, a lab that is wrong itself, or nothing ran'],
        ['3', 'the cluster or a tool broke, and nothing was judged'],
        ['130', 'Ctrl-C; what was started is ended'],
      ],
    ),
    'Where several apply the first of 3, 2, 1, 0 counts.',
    ...commands.map(commandSection),
  ].join('\n\n')}\n`;
}

function commandSection({ path, usage, description, arguments: args, options, after }: CommandHelp): string {
  const parts = [`## ${path}`, escapeText(sentence(description)), `\`${usage}\``];
  if (args.length > 0) parts.push(listTable('argument', args));
  if (options.length > 0) parts.push(listTable('option', options));
  if (after !== '') parts.push(`\`\`\`text\n${after}\n\`\`\``);
  return parts.join('\n\n');
}

const listTable = (name: string, rows: CommandHelp['options']) =>
  table(
    [name, 'meaning'],
    rows.map(({ term, description }) => [`\`${term}\``, sentence(description)]),
  );
