/** An expectation in words: a sentence, and below it what it asks of fields or lines, each an item. */
export interface ExpectationText {
  says: string;
  fields?: string[];
}

/** A name, value or command as Markdown shows code; one that holds a backtick is fenced by two. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** `a`, `a and b`, `a, b and c`. */
export function joined(items: readonly string[], word = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

const unitNames: Record<string, string> = { ms: 'ms', s: 's', m: 'min' };

/** A duration as it is read: `500 ms`, `30 s`, `2 min`. */
export const duration = (text: string): string =>
  text.replace(/^(\d+)(ms|s|m)$/, (_, amount: string, unit: string) => `${amount} ${unitNames[unit] ?? unit}`);

/** The end of a sentence on what has to stay so; empty where one look is enough. */
export const staysSo = (holdsFor: string | undefined): string =>
  holdsFor === undefined ? '' : `, and it stays so for ${duration(holdsFor)}`;

/** Where something is looked for, unless it is the fresh namespace of the run. */
export const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : ` in the namespace ${code(namespace)}`;

/** Says it, with fields below where there are any. */
export const withFields = (says: string, fields: string[]): ExpectationText =>
  fields.length > 0 ? { says, fields } : { says };
