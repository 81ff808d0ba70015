import { code } from './text.ts';

type Fields = Record<string, unknown>;

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (value: unknown): string =>
  typeof value === 'string' ? (value === '' ? '""' : value) : JSON.stringify(value);

/** A map that is asked of one item of a list, on one line. */
function inLine(value: unknown): string {
  if (value === null) return 'not set';
  if (!isMap(value)) return Array.isArray(value) ? `[${value.map(inLine).join(', ')}]` : plain(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key.replace(/\[\]$/, '')}: ${inLine(inner)}`);
  return `{ ${entries.join(', ')} }`;
}

function field(path: string, value: unknown): string[] {
  if (value === null) return [`${code(path)} is not set`];
  if (isMap(value) && Object.keys(value).length > 0) return fieldsOf(value, path);
  if (path.endsWith('[]') && Array.isArray(value)) {
    return value.map((item) => `${code(path.slice(0, -2))} has ${code(inLine(item))}`);
  }
  if (Array.isArray(value) && value.length === 1) return field(`${path}[0]`, value[0]);
  return [`${code(path)} is ${code(inLine(value))}`];
}

/** What a subset asks of an object, a line for each field. */
export function fieldsOf(subset: Fields, parent = ''): string[] {
  return Object.entries(subset).flatMap(([key, value]) => field(parent === '' ? key : `${parent}.${key}`, value));
}
