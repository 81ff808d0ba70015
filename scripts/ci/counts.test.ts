import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../harness/result.ts';
import { countResults, type VitestReport } from './counts.ts';

const tests: VitestReport = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
};
const labs = { summary: { passed: 5, failed: 0, skipped: 2 } } as RunResult;

describe('countResults', () => {
  it('adds tests and lab variants', () => {
    expect(countResults({ tests, labs, failedStages: [] })).toEqual({ passed: 15, failed: 0, skipped: 3 });
  });

  it('counts a failed stage once, and not again when its tests were counted', () => {
    expect(countResults({ tests, labs, failedStages: ['check', 'test'] }).failed).toBe(2);
    expect(countResults({ tests: { ...tests, numFailedTests: 3 }, labs, failedStages: ['test'] }).failed).toBe(3);
  });

  it('counts a test file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countResults({ tests: { ...tests, testResults }, labs, failedStages: ['test'] }).failed).toBe(1);
  });

  it('counts what ran nothing as a failure', () => {
    expect(countResults({ tests: undefined, labs: undefined, failedStages: [] })).toEqual({
      passed: 0,
      failed: 2,
      skipped: 0,
    });
    expect(countResults({ tests: { ...tests, numPassedTests: 0 }, labs, failedStages: [] }).failed).toBe(1);
  });
});
