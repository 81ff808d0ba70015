import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../../cluster/api.ts';
import { ClusterError } from '../../errors.ts';
import type { PlainVerdict } from '../../result.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import { isTransient, notJudged, unservable } from '../reachable.ts';
import { throwIfAborted } from '../until-final.ts';
import type { Round } from './round.ts';

export interface ReachOptions {
  timeoutMs: number;
  /** How long it must have held without a break; silence alone is held by itself. */
  holdsForMs?: number;
  /** How much longer than the timeout it may take until it can be asked at all, as while pods to ask from start. */
  graceMs?: number;
  /** Between two rounds; a network has no watch. */
  pauseMs?: number;
  signal?: AbortSignal;
}

const defaults = { graceMs: 30_000, pauseMs: 250 };

/** Silence that is due must have been met in so many rounds, over so long. */
const silenceHolds = { rounds: 3, ms: 2_000 };

/**
 * Asks again and again until the claim holds, and for as long as it has to, or gives the verdict of the last round at the
 * timeout. Where it could not be asked the verdict is `error`, never `fail`.
 */
export async function settleReach(ask: () => Promise<Round>, options: ReachOptions): Promise<PlainVerdict> {
  const { timeoutMs, signal } = options;
  const { graceMs, pauseMs } = { ...defaults, ...options };
  const started = performance.now();
  let passing: { since: number; rounds: number } | undefined;
  for (let rounds = 1; ; rounds += 1) {
    throwIfAborted(signal);
    const seen = await look(ask);
    const elapsedMs = performance.now() - started;
    if (!('trouble' in seen) && seen.verdict.status === 'pass') {
      passing = { since: passing?.since ?? performance.now(), rounds: (passing?.rounds ?? 0) + 1 };
      const due = heldLongEnough(seen, options);
      if (passing.rounds >= due.rounds && performance.now() - passing.since >= due.ms) return seen.verdict;
    } else {
      passing = undefined;
      if (elapsedMs >= timeoutMs) {
        const last = restsOnSilence(seen) ? believed(seen) : seen;
        if (!('trouble' in last)) return withEffort(last.verdict, rounds, elapsedMs);
        if (elapsedMs >= timeoutMs + graceMs || last.trouble.code !== 'E_PROBE') return asError(last.trouble);
      }
    }
    await sleep(pauseMs, undefined, signal ? { signal } : {}).catch(() => throwIfAborted(signal));
  }
}

type Seen = Round | { trouble: ClusterError };

/** One round; a pass that rests on silence counts only if those who asked can be believed. */
async function look(ask: () => Promise<Round>): Promise<Seen> {
  const seen = await attempt(ask);
  return !('trouble' in seen) && seen.verdict.status === 'pass' && seen.claimsSilence ? believed(seen) : seen;
}

/** Whether it is for want of answers that a round fails; whatever was answered stands by itself. */
const restsOnSilence = (seen: Seen): seen is Round => !('trouble' in seen) && seen.verdict.code === 'ANSWER_MISSING';

const believed = (round: Round): Seen => (round.doubt ? { trouble: round.doubt } : round);

async function attempt(what: () => Promise<Round>): Promise<Seen> {
  try {
    return await what();
  } catch (error) {
    if (error instanceof ClusterError) return { trouble: error };
    if (!(error instanceof ApiError)) throw error;
    if (isTransient(error)) return { trouble: unservable(error) };
    return { trouble: new ClusterError('E_PROBE', `The API server refuses: ${error.message}`, { cause: error }) };
  }
}

function heldLongEnough({ claimsSilence }: Round, { holdsForMs = 0 }: ReachOptions): { rounds: number; ms: number } {
  if (!claimsSilence) return { rounds: 1, ms: holdsForMs };
  return { rounds: silenceHolds.rounds, ms: holdsForMs || silenceHolds.ms };
}

function withEffort(verdict: PlainVerdict, rounds: number, elapsedMs: number): PlainVerdict {
  const times = rounds === 1 ? 'once' : `${rounds} times`;
  return { ...verdict, summary: `${verdict.summary} Asked ${times} within ${(elapsedMs / 1000).toFixed(1)} s.` };
}

function asError(trouble: ClusterError): PlainVerdict {
  return plainVerdict(trouble.code === 'E_API_UNREACHABLE' ? 'API_UNREACHABLE' : 'PROBE_FAILED', notJudged(trouble));
}
