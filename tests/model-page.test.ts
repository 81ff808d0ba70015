import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placementCases } from '../harness/placement/cases.ts';
import { mentionedPaths } from './house/mentioned-paths.ts';
import { root } from './house/repository.ts';

const page = readFileSync(join(root, 'docs/reference/placement-model.mdx'), 'utf8');

/** Numbers behind the word case, and those in the last column of a table about cases. */
function namedCases(text: string): Set<string> {
  const inProse = [...text.matchAll(/\bcases?\s+((?:\d+[a-z]?(?:,\s+)?)+)/g)].map(([, list = '']) => list);
  const inTables = text
    .split(/\n\s*\n/)
    .filter((block) => /\|\s*cases\s*\|\n/.test(block))
    .flatMap((block) => [...block.matchAll(/\|([^|\n]*)\|$/gm)].map(([, cell = '']) => cell));
  return new Set([...inProse, ...inTables].flatMap((list) => list.match(/\d+[a-z]?/g) ?? []));
}

describe('the page on the placement model', () => {
  it('names every case that the tests hold, and no other', () => {
    const known = placementCases.map(({ id }) => id);
    expect([...namedCases(page)].sort()).toEqual([...new Set(known)].sort());
  });

  it('names only files that exist', () => {
    const paths = mentionedPaths(page).filter((path) => /^(harness|tests)\//.test(path));
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
