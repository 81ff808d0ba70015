import type { CommandResult, PlainVerdict } from '../result.ts';
import { plainVerdict } from './plain.ts';

type Printed = Pick<CommandResult, 'command' | 'exitCode' | 'stdout' | 'stderr'>;

/** Judges a command that has to be refused: it ends with an error, and says why in the words that are expected. */
export function judgeRefusal(ran: Printed, { says }: { says: readonly string[] }): PlainVerdict {
  const command = `\`${ran.command.trim()}\``;
  if (ran.exitCode === 0)
    return plainVerdict(
      'COMMAND_NOT_REFUSED',
      `Expected ${command} to be refused, saying ${quoteAll(says)}, but it ended without an error.`,
    );
  const missing = missingFrom(printed(ran), says);
  if (missing.length === 0) return plainVerdict('OK', `${command} was refused as expected.`);
  return plainVerdict(
    'REFUSED_OTHERWISE',
    `Expected ${command} to be refused, saying ${quoteAll(missing)}, but it says: ${printed(ran) || 'nothing'}`,
  );
}

export interface ExpectedOutput {
  says?: readonly string[];
  lacks?: readonly string[];
  /** The whole output, normalised as `normalise` does it. */
  equals?: string;
}

/** Judges what a command printed; `normalise` makes two outputs of the same thing equal. */
export function judgeOutput(
  ran: Printed,
  { says = [], lacks = [], equals }: ExpectedOutput,
  normalise: (output: string) => string,
): PlainVerdict {
  const text = printed(ran);
  const missing = missingFrom(text, says);
  const unwanted = lacks.filter((part) => !missingFrom(text, [part]).length);
  const differs = equals !== undefined && normalise(text).trim() !== equals.trim();
  const expected = [
    missing.length > 0 && `to say ${quoteAll(missing)}`,
    unwanted.length > 0 && `not to say ${quoteAll(unwanted)}`,
    differs && `to be:\n${equals.trim()}\n`,
  ].filter((part) => part !== false);
  if (expected.length === 0) return plainVerdict('OK', 'The command printed what is expected.');
  const found = differs ? normalise(text) : text;
  return plainVerdict(
    'OUTPUT_NOT_AS_EXPECTED',
    `Expected the output of \`${ran.command.trim()}\` ${expected.join(' and ')}, but it is: ${found || 'empty'}`,
  );
}

/** Both streams as the learner sees them, one after the other. */
function printed({ stdout, stderr }: Printed): string {
  return [stdout.trimEnd(), stderr.trimEnd()].filter((text) => text !== '').join('\n');
}

function missingFrom(text: string, parts: readonly string[]): string[] {
  const squeezed = squeeze(text);
  return parts.filter((part) => !squeezed.includes(squeeze(part)));
}

// Columns are padded to the longest name, and a message may break its lines anywhere.
const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

const quoteAll = (parts: readonly string[]) => parts.map((part) => JSON.stringify(part.trim())).join(' and ');
