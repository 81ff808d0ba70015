import type { Recorded } from './types.ts';

/** The line or lines with which a transcript shows a command. */
const typed = (command: string): string =>
  command
    .trimEnd()
    .split('\n')
    .map((line, index) => `${index === 0 ? '$' : '>'} ${line}`)
    .join('\n');

/**
 * A transcript, command by command: what each printed, byte for byte. Undefined when it is not a transcript of these
 * commands, as after a change that was not recorded yet.
 */
export function readTranscript(transcript: string, commands: readonly string[]): Recorded[] | undefined {
  const recorded: Recorded[] = [];
  let rest = transcript;
  for (const [index, command] of commands.entries()) {
    const head = `${typed(command)}\n`;
    if (!rest.startsWith(head)) return undefined;
    rest = rest.slice(head.length);
    const next = commands[index + 1];
    const end = next === undefined ? rest.length : nextCommand(rest, typed(next));
    if (end === undefined) return undefined;
    recorded.push({ command: command.trimEnd(), output: rest.slice(0, end).replace(/\n+$/, '') });
    rest = next === undefined ? '' : rest.slice(end).replace(/^\n/, '');
  }
  return recorded;
}

/** Where the next command begins: after an empty line, or at once when this one printed nothing. */
function nextCommand(rest: string, head: string): number | undefined {
  const begin = `\n${head}\n`;
  if (rest.startsWith(begin)) return 0;
  const at = rest.indexOf(`\n${begin}`);
  return at === -1 ? undefined : at + 1;
}
