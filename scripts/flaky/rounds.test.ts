import { describe, expect, it } from 'vitest';
import type { RunResult, Status } from '../../harness/result.ts';
import { exitCodeOf, tally, tallyText } from './rounds.ts';

function run(statuses: Record<string, Status>): RunResult {
  const variants = Object.entries(statuses).map(([variant, status]) => ({
    variant,
    status,
    steps: [],
    message: `${variant} came out ${status}\nand more`,
    durationMs: 1,
    fixedWaitMs: 0,
  }));
  const labs = [{ lab: 'x', title: 'X', provider: 'kwok' as const, status: 'pass' as const, exitCode: 0, variants }];
  const summary = { passed: 0, failed: 0, skipped: 0 };
  return {
    schemaVersion: 2,
    status: 'pass',
    exitCode: 0,
    clusters: [],
    labs: labs.map((lab) => ({ ...lab, durationMs: 1 })),
    summary,
    durationMs: 1,
  };
}

describe('tally', () => {
  it('is clean when every variant of every round came out as declared', () => {
    const clean = tally([run({ solution: 'pass', starter: 'pass' }), run({ solution: 'pass', starter: 'pass' })]);
    expect(tallyText(clean)).toBe('2 rounds, 4 verdicts, 0 wrong, 0 not judged\n');
    expect(exitCodeOf(clean)).toBe(0);
  });

  it('names a variant that came out wrong once, with all its rounds', () => {
    const found = tally([run({ starter: 'fail' }), run({ starter: 'pass' }), run({ starter: 'fail' })]);
    expect(tallyText(found)).toBe(
      'wrong:  x starter, round 1, 3: starter came out fail\n3 rounds, 3 verdicts, 2 wrong, 0 not judged\n',
    );
    expect(exitCodeOf(found)).toBe(1);
  });

  it('counts a lab that began anew as not judged, though it passed then', () => {
    const once = run({ solution: 'pass' });
    const found = tally([{ ...once, labs: once.labs.map((lab) => ({ ...lab, again: 'It was not judged.' })) }]);
    expect(tallyText(found)).toBe(
      'broken: x as a whole, round 1: It was not judged.\n1 rounds, 1 verdicts, 0 wrong, 1 not judged\n',
    );
    expect(exitCodeOf(found)).toBe(3);
  });

  it('is no proof where a cluster broke, or where nothing ran', () => {
    expect(exitCodeOf(tally([run({ solution: 'error', starter: 'fail' })]))).toBe(3);
    expect(exitCodeOf(tally([]))).toBe(3);
    expect(exitCodeOf(tally([run({})]))).toBe(3);
  });
});
