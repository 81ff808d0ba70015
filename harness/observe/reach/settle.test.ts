import { describe, expect, it } from 'vitest';
import { ApiError } from '../../cluster/api.ts';
import { ClusterError } from '../../errors.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import type { Round } from './round.ts';
import { settleReach } from './settle.ts';

const doubt = new ClusterError('E_PROBE', 'The kubelet does not answer either.');
const pass = (over: Partial<Round> = {}): Round => ({
  verdict: plainVerdict('OK', 'As expected.'),
  claimsSilence: false,
  doubt: undefined,
  ...over,
});
const fail = (over: Partial<Round> = {}): Round => ({
  ...pass(over),
  verdict: plainVerdict('ANSWER_MISSING', 'Wrong.'),
});
const silent = (over: Partial<Round> = {}) => pass({ claimsSilence: true, ...over });
const unreachable = new ClusterError('E_API_UNREACHABLE', 'Could not reach the API server.');
const noProbe = new ClusterError('E_PROBE', 'The pod that is to ask from n1 is not Ready.');

/** Plays the rounds, the last one for ever, and tells how many were asked. */
async function played(
  rounds: (Round | Error)[],
  options: { timeoutMs?: number; holdsForMs?: number; graceMs?: number } = {},
) {
  let asked = 0;
  const ask = async () => {
    const round = rounds[Math.min(asked, rounds.length - 1)];
    asked += 1;
    if (round instanceof Error) throw round;
    return round as Round;
  };
  const verdict = await settleReach(ask, { timeoutMs: 60, pauseMs: 2, graceMs: 60, ...options });
  return { code: verdict.code, status: verdict.status, summary: verdict.summary, asked };
}

describe('settleReach', () => {
  it('is content with one round of answers', async () => {
    expect(await played([pass()])).toMatchObject({ code: 'OK', asked: 1 });
  });

  it('asks until it holds', async () => {
    expect(await played([fail(), fail(), pass()], { timeoutMs: 60_000 })).toMatchObject({ code: 'OK', asked: 3 });
    expect(
      await played([unreachable, noProbe, new ApiError(503, '', ''), pass()], { timeoutMs: 60_000 }),
    ).toMatchObject({
      code: 'OK',
      asked: 4,
    });
  });

  it('fails with the last round at the timeout, and says how often it asked', async () => {
    const { code, summary, asked } = await played([pass({ claimsSilence: true }), fail()]);
    expect(code).toBe('ANSWER_MISSING');
    expect(summary).toMatch(new RegExp(`^Wrong. Asked ${asked} times within 0.\\d s.$`));
  });

  it('believes silence only after several rounds, and not once it is broken', async () => {
    const { code, asked } = await played([silent()], { holdsForMs: 1 });
    expect([code, asked]).toEqual(['OK', 3]);
    expect(await played([silent(), silent(), fail(), silent()], { timeoutMs: 60_000, holdsForMs: 1 })).toMatchObject({
      code: 'OK',
      asked: 6,
    });
    expect(await played([silent(), silent(), fail()], { holdsForMs: 1 })).toMatchObject({ code: 'ANSWER_MISSING' });
  });

  it('believes no silence of one who gets no answer from anybody', async () => {
    expect(await played([silent({ doubt })], { holdsForMs: 1 })).toMatchObject({
      status: 'error',
      code: 'PROBE_FAILED',
    });
    expect(await played([fail({ doubt })])).toMatchObject({ status: 'error', code: 'PROBE_FAILED' });
  });

  it('needs no belief in silence where the wrong one answered', async () => {
    const answered = { ...fail({ doubt }), verdict: plainVerdict('ANSWERED_UNEXPECTEDLY', 'Wrong.') };
    expect(await played([answered])).toMatchObject({ status: 'fail', code: 'ANSWERED_UNEXPECTEDLY' });
  });

  it('holds an answer as long as it is told', async () => {
    const { code, asked } = await played([pass()], { holdsForMs: 30 });
    expect(code).toBe('OK');
    expect(asked).toBeGreaterThan(1);
    expect(await played([pass(), fail()], { holdsForMs: 1_000 })).toMatchObject({ code: 'ANSWER_MISSING' });
  });

  it.each([
    ['the API server is out of reach', unreachable, 'API_UNREACHABLE'],
    ['the API server cannot serve', new ApiError(500, '', 'etcd'), 'API_UNREACHABLE'],
    ['the API server refuses', new ApiError(403, '', 'forbidden'), 'PROBE_FAILED'],
    ['it cannot be asked', noProbe, 'PROBE_FAILED'],
  ])('is an error, never a failure, where %s', async (_title, trouble, code) => {
    expect(await played([fail(), trouble])).toMatchObject({ status: 'error', code });
  });

  it('waits longer for one who can ask than for an answer', async () => {
    let late = false;
    setTimeout(() => {
      late = true;
    }, 100);
    const ask = async () => {
      if (!late) throw noProbe;
      return pass();
    };
    const verdict = await settleReach(ask, { timeoutMs: 10, pauseMs: 2, graceMs: 60_000 });
    expect(verdict.code).toBe('OK');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const ask = async () => {
      stop.abort(new Error('stopped'));
      return fail();
    };
    await expect(settleReach(ask, { timeoutMs: 60_000, signal: stop.signal })).rejects.toThrow('stopped');
  });

  it('hides no mistake of ours', async () => {
    await expect(played([new TypeError('a bug')])).rejects.toThrow('a bug');
  });
});
