import type { Command } from 'commander';
import type { CliContext } from '../../harness/cli/context.ts';
import { build } from '../../harness/cli/program.ts';

/** A verb of the command line, as commander tells of it. */
export interface CommandHelp {
  /** All its words, `course cluster up`. */
  path: string;
  usage: string;
  description: string;
  arguments: { term: string; description: string }[];
  options: { term: string; description: string }[];
  /** What the help adds below the options. */
  after: string;
}

/** A context in which nothing can happen: the program is only asked what it offers. */
function silentContext(): CliContext {
  const nowhere = { write: () => true, columns: 120 };
  return {
    stdout: nowhere,
    stderr: nowhere,
    stdin: (async function* () {})(),
    env: {},
    cwd: '.',
    signal: new AbortController().signal,
    self: ['course'],
  };
}

/** Every verb that does something, in the order of `course --help`. */
export async function createHelp(): Promise<CommandHelp[]> {
  const program = await build(undefined, silentContext(), () => {});
  return leaves(program).map(helpOf);
}

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

function helpOf(command: Command): CommandHelp {
  const help = command.createHelp();
  const words: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) words.unshift(at.name());
  return {
    path: words.join(' '),
    usage: help.commandUsage(command),
    description: help.commandDescription(command).replaceAll('\n', ' '),
    arguments: help.visibleArguments(command).map((argument) => ({
      term: argument.name(),
      description: help.argumentDescription(argument),
    })),
    options: help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .map((option) => ({ term: option.flags, description: help.optionDescription(option) })),
    after: textAfter(command),
  };
}

/** What `addHelpText` put after the options; commander keeps it only as listeners of its own help. */
function textAfter(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  const own = command.helpInformation().trim();
  return text
    .slice(text.indexOf(own) + own.length)
    .replace(/^\s*\n/, '')
    .trimEnd();
}
