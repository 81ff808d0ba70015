import { describe, expect, it } from 'vitest';
import { ClusterError } from '../errors.ts';
import type { Lab } from '../lab/index.ts';
import type { VariantResult } from '../result.ts';
import { LabRun } from './lab.ts';

const trap = { why: '', fails: { step: 's', code: 'POD_MISSING' }, ownFiles: [] };
const lab = {
  slug: 'one',
  title: 'One',
  dir: '/',
  files: [],
  starter: { fails: { step: 's', code: 'POD_MISSING' } },
  traps: { first: trap, second: trap },
} as unknown as Lab;
const begin = (traps = true) => new LabRun({ lab, provider: 'kwok' }, { traps });
const result = (variant: string, status: VariantResult['status'] = 'pass'): VariantResult => ({
  variant,
  status,
  steps: [],
  message: `${variant} ${status}`,
  durationMs: 1,
  fixedWaitMs: 0,
});
const names = ['solution', 'starter', 'traps/first', 'traps/second'];

describe('a lab whose variants run on several clusters', () => {
  it('hands out each once, and has a result when the last is back, in the order of the lab', () => {
    const run = begin();
    expect(names.map(() => run.take()?.name)).toEqual(names);
    expect(run.take()).toBeUndefined();
    for (const name of ['traps/second', 'starter', 'solution']) {
      run.add(result(name));
      expect(run.result).toBeUndefined();
    }
    run.add(result('traps/first'));
    expect(run.result).toMatchObject({ lab: 'one', status: 'pass', exitCode: 0 });
    expect(run.result?.variants.map(({ variant }) => variant)).toEqual(names);
  });

  it('is the solution alone where nobody asks for traps', () => {
    const run = begin(false);
    expect(run.hasBegun).toBe(false);
    run.take();
    run.add(result('solution', 'fail'));
    expect(run.result).toMatchObject({ status: 'fail', exitCode: 1, variants: [{ variant: 'solution' }] });
  });

  it('leaves out what has not begun when nobody could judge, and waits for what runs', () => {
    const run = begin();
    run.take();
    run.take();
    run.add(result('starter', 'error'));
    expect(run.take()).toBeUndefined();
    expect(run.result).toBeUndefined();
    run.add(result('solution'));
    expect(run.result).toMatchObject({ status: 'error', exitCode: 3 });
    expect(run.result?.variants.map(({ variant }) => variant)).toEqual(['solution', 'starter']);
  });

  it('keeps what was judged when another cluster could not be brought up, and is an error all the same', () => {
    const run = begin();
    run.take();
    run.take();
    run.add(result('solution'));
    run.addNoCluster(new ClusterError('E_ENGINE', 'No engine answers.'));
    expect(run.result).toMatchObject({ status: 'error', exitCode: 3, variants: [{ variant: 'solution' }] });
    expect(run.result?.reason).toContain('No engine answers.');
  });

  it('says that a variant was run a second time, and why', () => {
    const run = begin(false);
    run.take();
    run.beginsAnew('It broke.');
    run.add(result('solution'));
    expect(run.result).toMatchObject({ status: 'pass', again: 'It broke.' });
  });
});
