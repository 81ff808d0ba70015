import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../harness/result.ts';
import type { VitestReport } from './counts.ts';
import { failuresOf } from './failures.ts';

const file = (over: Partial<VitestReport['testResults'][number]>): VitestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', message: '', assertionResults: [], ...over }],
});
const assertion = (fullName: string, status: string) => ({ fullName, status, failureMessages: ['Error: no\n at x'] });
const labs = (over: object) => ({ labs: [{ lab: 'log-agent', status: 'pass', variants: [], ...over }] }) as unknown;

describe('failuresOf', () => {
  it('names each test that failed, with the first line of why', () => {
    const assertionResults = [assertion('counts nodes', 'failed'), assertion('counts pods', 'passed')];
    const tests = file({ status: 'failed', assertionResults });
    expect(failuresOf([{ stage: 'test', tests }])).toEqual(['test: counts nodes: Error: no']);
  });

  it('names a file of tests that could not be loaded', () => {
    const tests = file({ status: 'failed', message: 'no such module\n at y' });
    expect(failuresOf([{ stage: 'test', tests }])).toEqual(['test: a.test.ts: no such module']);
  });

  it('names each variant that did not do what it is there for, and a lab that nobody could judge', () => {
    const variants = [
      { variant: 'solution', status: 'fail', message: 'The output differs' },
      { variant: 'starter', status: 'pass', message: '' },
    ];
    const stage = 'kind:kubelet-labs';
    const failing = labs({ status: 'fail', variants }) as RunResult;
    expect(failuresOf([{ stage, labs: failing }])).toEqual([`${stage}: log-agent solution: The output differs`]);
    const broken = labs({ status: 'error', reason: 'no cluster' }) as RunResult;
    expect(failuresOf([{ stage, labs: broken }])).toEqual([`${stage}: log-agent: no cluster`]);
  });

  it('says nothing where all went well, or nothing was left', () => {
    expect(failuresOf([{ stage: 'test', tests: file({}), labs: labs({}) as RunResult }, { stage: 'labs' }])).toEqual(
      [],
    );
  });
});
