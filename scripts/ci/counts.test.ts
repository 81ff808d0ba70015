import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../harness/result.ts';
import { countResults, type VitestReport } from './counts.ts';

const report: VitestReport = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
};
const tests = (over: Partial<VitestReport> = {}) => ({ stage: 'test', tests: { ...report, ...over } });
const labs = (summary = { passed: 5, failed: 0, skipped: 2 }) => ({
  stage: 'labs',
  labs: { summary } as RunResult,
});

describe('countResults', () => {
  it('adds tests and lab variants of all stages', () => {
    expect(countResults([tests(), labs(), { ...labs(), stage: 'kind:labs' }], [])).toEqual({
      passed: 20,
      failed: 0,
      skipped: 5,
    });
  });

  it('counts a failed stage once, and not again when its tests were counted', () => {
    expect(countResults([tests(), labs()], ['check', 'test']).failed).toBe(2);
    expect(countResults([tests({ numFailedTests: 3 }), labs()], ['test']).failed).toBe(3);
  });

  it('counts a test file that could not be loaded', () => {
    const testResults = [{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }];
    expect(countResults([tests({ testResults }), labs()], ['test']).failed).toBe(1);
  });

  it('counts what ran nothing as a failure', () => {
    expect(countResults([{ stage: 'test' }, { stage: 'labs' }], [])).toEqual({
      passed: 0,
      failed: 2,
      skipped: 0,
    });
    expect(countResults([tests({ numPassedTests: 0 }), labs()], []).failed).toBe(1);
    expect(countResults([tests(), labs({ passed: 0, failed: 0, skipped: 9 })], []).failed).toBe(1);
  });
});
