import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolchainError } from '../errors.ts';

const packageName = 'one-per-node';
const found = new Map<string, string>();

/** The folder whose package.json is named "one-per-node", at or above `from`: the same in the checkout and in the bundle. */
export function packageRoot(from: string = import.meta.dirname): string {
  const known = found.get(from);
  if (known !== undefined) return known;
  const root = findUpwards(from);
  found.set(from, root);
  return root;
}

function findUpwards(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (nameOf(join(folder, 'package.json')) === packageName) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new ToolchainError(
    'E_PACKAGE_ROOT',
    `Expected a package.json named "${packageName}" in ${from} or a folder above it but found none.`,
    { next: 'Install the package again, or run the harness from its checkout.' },
  );
}

function nameOf(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}
