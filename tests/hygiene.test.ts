import { describe, expect, it } from 'vitest';
import { machinePaths, silencedTests, tooLong, unpinnedActions } from './house/hygiene-rules.ts';
import { filesThat } from './house/repository.ts';

const isSource = (path: string) => /\.m?tsx?$/.test(path) && !path.includes('/fixtures/');
const one = (text: string, path = 'harness/a.ts') => [{ path, text }];

describe('the files of the repository', () => {
  it('are short enough to read', () => {
    expect(tooLong(filesThat(isSource))).toEqual([]);
  });

  it('name no place of one machine', () => {
    expect(machinePaths(filesThat((path) => !path.endsWith('.sum') && path !== 'tests/hygiene.test.ts'))).toEqual([]);
  });

  it('silence no test', () => {
    expect(silencedTests(filesThat((path) => path.endsWith('.test.ts')))).toEqual([]);
  });

  it('name no host in the lockfile, so that a mirror works', () => {
    const [lockfile] = filesThat((path) => path === 'package-lock.json');
    const { packages } = JSON.parse(lockfile?.text ?? '{}') as {
      packages: Record<string, { resolved?: string; integrity?: string }>;
    };
    expect(Object.keys(packages).length).toBeGreaterThan(10);
    expect(Object.values(packages).flatMap(({ resolved }) => (resolved?.includes('://') ? [resolved] : []))).toEqual(
      [],
    );
  });

  it('pin the actions of the workflows', () => {
    expect(unpinnedActions(filesThat((path) => path.startsWith('.github/workflows/')))).toEqual([]);
  });
});

describe('the rules', () => {
  it('report a file over the wall, and only that', () => {
    expect(tooLong(one('a\n'.repeat(251)))).toEqual(['harness/a.ts has 251 lines; the wall is 250']);
    expect(tooLong(one('a\n'.repeat(250)))).toEqual([]);
    expect(tooLong(one('a\n'.repeat(301), 'harness/a.test.ts'))).toHaveLength(1);
  });

  it('report paths of one machine, and no others', () => {
    expect(machinePaths(one('a\nconst b = "/home/ada/x";'))).toEqual(['harness/a.ts:2 /home/a']);
    for (const fine of ['HOME=/home/me/x', 'https://a.example/home/x', 'cache/work/x', '$dir/root/x'])
      expect(machinePaths(one(fine))).toEqual([]);
  });

  it('report silenced tests, and no mention of them', () => {
    expect(
      silencedTests(
        one("describe('a', () => {\n  it.only('b');\n  describe.each([1]).skip('c');\n});\ntest.skip('d');"),
      ),
    ).toEqual(['harness/a.ts:2 it.only', 'harness/a.ts:5 test.skip']);
    expect(silencedTests(one("// it.only\nconst a = 'it.skip'; it.skipIf(b)('c');"))).toEqual([]);
  });

  it('report an action that is pinned to a tag', () => {
    expect(unpinnedActions(one(`- uses: a/b@v4\n- uses: a/b@${'0'.repeat(40)} # v4.1.0\n`))).toEqual([
      'harness/a.ts:1 - uses: a/b@v4',
    ]);
  });

  it('have something to look at', () => {
    expect(() => filesThat(() => false)).toThrow('Expected at least one file');
  });
});
