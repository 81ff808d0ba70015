import { describe, expect, it } from 'vitest';
import { type Check, checks } from './checks.ts';
import { type Outcome, runChecks, runFixes } from './run-checks.ts';

const three: Check[] = [
  { name: 'a', command: ['check-a'], fix: ['fix-a'] },
  { name: 'b', command: ['check-b'], advice: 'think' },
  { name: 'c', command: ['check-c'] },
];

async function run(work: typeof runChecks, broken: string[], list: readonly Check[] = three) {
  const started: string[] = [];
  const written: string[] = [];
  const start = async ([program]: readonly [string, ...string[]]): Promise<Outcome> => {
    started.push(program);
    return { exitCode: broken.includes(program) ? 1 : 0, output: `output of ${program}\n`, durationMs: 0 };
  };
  const ok = await work(list, { start, write: (part) => written.push(part) });
  return { ok, started, text: written.join('') };
}

describe('runChecks', () => {
  it('prints a line and nothing else for what passes', async () => {
    const { ok, text } = await run(runChecks, []);
    expect(ok).toBe(true);
    expect(text.trim().split('\n')).toHaveLength(3);
  });

  it('runs everything although the first fails, and ends with how to mend it', async () => {
    const { ok, started, text } = await run(runChecks, ['check-a', 'check-b']);
    expect(ok).toBe(false);
    expect(started).toEqual(['check-a', 'check-b', 'check-c']);
    expect(text).toContain('output of check-a');
    expect(text).not.toContain('output of check-c');
    expect(text.trim().split('\n').slice(-2)).toEqual([
      "a failed. Next: npm run fix. To run it alone: npm run check -- 'a'",
      "b failed. No command mends it: think. To run it alone: npm run check -- 'b'",
    ]);
  });

  it('fails when there is nothing to check', async () => {
    expect((await run(runChecks, [], [])).ok).toBe(false);
  });
});

describe('runFixes', () => {
  it('runs the twins that exist and says what is left', async () => {
    const { ok, started, text } = await run(runFixes, ['fix-a']);
    expect(ok).toBe(false);
    expect(started).toEqual(['fix-a']);
    expect(text).toContain('output of fix-a');
  });
});

describe('checks', () => {
  it('says for each how it is mended', () => {
    for (const { name, fix, advice } of checks) expect(fix ?? advice, name).toBeDefined();
  });
});
