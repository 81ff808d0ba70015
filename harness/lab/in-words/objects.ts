import type { Expectation } from '../expectations.ts';
import { fieldsOf } from './fields.ts';
import { selected } from './nodes.ts';
import { code, type ExpectationText, inNamespace, joined, staysSo, withFields } from './text.ts';

type Of<K extends Expectation['expectation']> = Extract<Expectation, { expectation: K }>;

const quoted = (texts: readonly string[]): string => joined(texts.map(code));

/** An article, as the sound of a kind asks for it. */
const article = (kind: string): string => (/^[AEIO]/.test(kind) ? 'an' : 'a');

export function object(expectation: Of<'object'>): ExpectationText {
  const { kind, name, selector, count, namespace, subset, holdsFor } = expectation;
  const fields = fieldsOf(subset);
  const stays = staysSo(holdsFor);
  const end = fields.length > 0 ? ' with these fields' : '';
  const where = inNamespace(namespace);
  if (selector === undefined) {
    return withFields(
      `There is the ${kind} ${code(name ?? '')}${where}${end}${stays}${fields.length > 0 ? ':' : '.'}`,
      fields,
    );
  }
  const many =
    count === undefined || count === 1
      ? `There is ${count === 1 ? 'exactly' : 'at least'} one ${kind}`
      : `There are ${count} objects of the kind ${kind}`;
  const each = fields.length > 0 ? '; every one of them has these fields' : '';
  const labelled = selected(selector);
  return withFields(`${many}, ${labelled}${where}${each}${stays}${fields.length > 0 ? ':' : '.'}`, fields);
}

export function absent({ kind, name, selector, namespace, holdsFor }: Of<'absent'>): ExpectationText {
  const which = name !== undefined ? ` ${code(name)}` : selector !== undefined ? ` ${selected(selector)}` : '';
  return { says: `There is no ${kind}${which}${inNamespace(namespace)}${staysSo(holdsFor)}.` };
}

export function revisions({ daemonSet, namespace, numbers, templateOf, causes }: Of<'revisions'>): ExpectationText {
  const which =
    numbers.length === 1 ? `the revision ${numbers.join('')}` : `the revisions ${joined(numbers.map(String))}`;
  const present =
    templateOf === undefined ? '' : ` Its present template is the one that revision ${templateOf} had before the step.`;
  const fields = Object.entries(causes ?? {}).map(
    ([number, cause]) => `the cause of revision ${number} is ${code(cause)}`,
  );
  const says = `The DaemonSet ${code(daemonSet)}${inNamespace(namespace)} has ${which}, and no other.${present}`;
  return withFields(says, fields);
}

export function events({ reason, type, kind, name, says, atLeast, namespace }: Of<'events'>): ExpectationText {
  const about = name === undefined ? `${article(kind)} ${kind}` : `the ${kind} ${code(name)}`;
  const often = atLeast === 1 ? '' : `, at least ${atLeast} times`;
  const what = says === undefined ? '' : `, and says ${quoted(says)}`;
  const typed = type === undefined ? 'An' : `A ${type}`;
  return { says: `${typed} event ${code(reason)} about ${about}${inNamespace(namespace)} happens${often}${what}.` };
}

export function refused({ says }: Of<'refused'>): ExpectationText {
  return { says: `The command is refused, and the error says ${quoted(says)}.` };
}

export function output({ says, lacks, equals }: Of<'output'>): ExpectationText {
  const sentences = [
    says === undefined ? '' : `The command prints ${quoted(says)}.`,
    lacks === undefined ? '' : `It does not print ${quoted(lacks)}.`,
  ].filter(Boolean);
  if (equals === undefined) return { says: sentences.join(' ') };
  const lines = equals
    .replace(/\n$/, '')
    .split('\n')
    .filter((line) => line !== '');
  if (lines.length === 0) return { says: 'The command prints nothing.' };
  if (lines.length === 1)
    return { says: [...sentences, `The command prints ${code(lines[0] ?? '')}, and nothing else.`].join(' ') };
  return withFields([...sentences, 'The command prints these lines, and nothing else:'].join(' '), lines.map(code));
}
