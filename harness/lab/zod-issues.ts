import * as z from 'zod';
import type { AuthoringIssue } from '../errors.ts';
import { didYouMean, nearest } from './suggest.ts';
import type { Path, Spot, YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** One message per unknown key, one a line: only here is the schema at hand that knows which keys there are. */
const unknownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined;
  const known = Object.keys(issue.inst.shape);
  return issue.keys
    .map((key) => `has unknown key \`${key}\`. Expected one of: ${known.join(', ')}.${didYouMean(key, known)}`)
    .join('\n');
};

/** `steps[0].run`, as people write paths. */
export function pathText(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** A found value in few words. */
function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value === 'string') return value === '' ? 'empty text' : `\`${value.split('\n')[0]}\``;
  return `the ${typeof value} ${String(value)}`;
}

const typeNames: Record<string, string> = { string: 'text', object: 'a map', record: 'a map', array: 'a list' };

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `\`${String(values[0])}\`` : `one of: ${values.map(String).join(', ')}`;

/** What was expected, as the end of "expects `x` to be …". */
function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return oneOf(issue.values);
  if (issue.code === 'invalid_union') return [...new Set(issue.errors.flat().map(expected))].join(', or ');
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

function guess(issue: Issue, found: unknown): string {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return '';
  const meant = nearest(found, issue.values.map(String));
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
}

const quoteHint = (issue: Issue, found: unknown) =>
  issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof found)
    ? ' Put it in quotes.'
    : '';

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);
}

/** The branch of a union that the author meant: the one that does not refuse the value as a whole. */
function meantBranch(errors: Issue[][]): Issue[] | undefined {
  return errors.find((branch) =>
    branch.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys' || code === 'custom'),
  );
}

/** An issue of zod, with the union it came from unfolded. */
function unfold(issue: Issue): Issue[] {
  const branch = issue.code === 'invalid_union' ? meantBranch(issue.errors as Issue[][]) : undefined;
  if (!branch) return [issue];
  return branch.flatMap((inner) => unfold({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

function messagesOf(issue: Issue, value: unknown): { text: string; path: Path; spot: Spot }[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const texts = issue.message.split('\n');
    return issue.keys.map((key, at) => ({ text: texts[at] ?? '', path: [...path, key], spot: 'key' }));
  }
  const found = valueAt(value, path);
  const name = path.length === 0 ? 'the file' : `\`${pathText(path)}\``;
  if (issue.code === 'invalid_key') {
    const text = `expects the key ${name} to be ${expected(issue)}.`;
    return [{ text, path, spot: 'key' }];
  }
  const text = `expects ${name} to be ${expected(issue)} but found ${describe(found)}.`;
  return [{ text: `${text}${guess(issue, found)}${quoteHint(issue, found)}`, path, spot: 'value' }];
}

/** What a schema makes of a file. */
interface Parsed<T> {
  data?: T;
  issues: AuthoringIssue[];
  /** Paths of the keys that the schema does not know; they are among the issues. */
  unknownKeys: Path[];
}

/** Parses the file's value by the schema; each mistake is reported where it stands. */
export function parseWith<S extends z.ZodType>(schema: S, file: YamlFile): Parsed<z.output<S>> {
  const parsed = schema.safeParse(file.value, { error: unknownKeys });
  if (parsed.success) return { data: parsed.data, issues: [], unknownKeys: [] };
  const found = parsed.error.issues.flatMap(unfold);
  const messages = found.flatMap((issue) => messagesOf(issue, file.value));
  return {
    issues: messages.map(({ text, path, spot }) => file.issueAt(path, text, spot)),
    unknownKeys: found.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
    ),
  };
}
