import { posix } from 'node:path';
import type { SourceFile } from './repository.ts';
import { blank } from './source-text.ts';

export interface Import {
  from: string;
  line: number;
  /** As written. */
  specifier: string;
  /** Path in the repository, when it is a file of ours. */
  target: string | undefined;
  /** Erased before it runs. */
  typeOnly: boolean;
  dynamic: boolean;
}

const statement = /(?:^|[\s;}])(import|export)\s*(type\b)?((?:[^'";()]|\n)*?)\bfrom\s*['"]([^'"\n]+)['"]/g;
const bare = /(?:^|[\s;}])import\s*['"]([^'"\n]+)['"]/g;
const call = /\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g;

/** The imports and re-exports of a file. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = blank(text);
  const found: Import[] = [];
  const add = (index: number, specifier: string, kind: Pick<Import, 'typeOnly' | 'dynamic'>) => {
    const line = code.slice(0, index).split('\n').length;
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
    found.push({ from: path, line, specifier, target, ...kind });
  };
  for (const match of code.matchAll(statement)) {
    const [whole, , type, names = '', specifier = ''] = match;
    add(match.index + whole.length, specifier, { typeOnly: type !== undefined || onlyTypes(names), dynamic: false });
  }
  for (const match of code.matchAll(bare))
    add(match.index + match[0].length, match[1] ?? '', { typeOnly: false, dynamic: false });
  for (const match of code.matchAll(call)) add(match.index, match[1] ?? '', { typeOnly: false, dynamic: true });
  return found;
}

/** `{ type A, type B }`: every name is a type. */
function onlyTypes(names: string): boolean {
  const [, inner] = names.match(/^\s*\{([^}]*)\}\s*$/) ?? [];
  const parts =
    inner
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  return parts.length > 0 && parts.every((part) => part.startsWith('type '));
}
