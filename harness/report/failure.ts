import type { CommandResult, StepResult, VariantResult } from '../result.ts';
import { clean, counted, type RenderOptions, wrap } from './text.ts';
import { verdictDetails } from './verdict.ts';

const shownLines = 20;

/** The end of what a command printed; what is left out is said. */
function lastLines(text: string, indent: string): string[] {
  const lines = clean(text).trimEnd().split('\n');
  const left = lines.length - shownLines;
  const cutNote = left > 0 ? [`${indent}(${counted(left, 'line')} before this left out)`] : [];
  return [...cutNote, ...lines.slice(-shownLines).map((line) => `${indent}${line}`)];
}

/** A command as it was typed. */
export function commandLines(command: string, indent: string): string[] {
  const [first = '', ...rest] = clean(command).trimEnd().split('\n');
  return [`${indent}$ ${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

/** A command that ended with an error: what it was, its exit code, and what it said. */
function commandFailure({ command, exitCode, stdout, stderr }: CommandResult, indent: string): string[] {
  const said = stderr.trim() === '' ? stdout : stderr;
  const heard = said.trim() === '' ? [`${indent}It printed nothing.`] : lastLines(said, indent);
  return [...commandLines(command, indent), `${indent}exit code ${exitCode}`, ...heard];
}

/** Everything that is wrong about a step. */
export function stepFailure(step: StepResult, indent: string, options: RenderOptions): string[] {
  const wrong = step.expectations.filter(({ verdict }) => verdict.status !== 'pass');
  const head = `${indent}step ${step.id}: ${step.code}`;
  // A command that is refused as it has to be is not what is wrong with the step.
  const isCommand = wrong.length === 0 && step.code !== 'OUTPUT_DIFFERS';
  const failed = isCommand ? [...step.shown, step.command].find(({ exitCode }) => exitCode !== 0) : undefined;
  if (failed) return [head, ...commandFailure(failed, `${indent}  `)];
  const details = wrong.flatMap(({ verdict }) => verdictDetails(verdict, `${indent}  `, options));
  const said = details.length > 0 ? details : wrap(step.message, `${indent}  `, options);
  return [head, ...commandLines(step.command.command, `${indent}  `), ...said];
}

/** `step apply, POD_ON_UNINTENDED_NODE on worker-2`. */
export function declaredText({ declared }: VariantResult): string {
  if (!declared) return 'to pass';
  const nodes = declared.nodes ?? [];
  return `step ${declared.step}, ${declared.code}${nodes.length > 0 ? ` on ${nodes.join(', ')}` : ''}`;
}
