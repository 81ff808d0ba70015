import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import { durationMs } from '../../lab/index.ts';
import { PodRecording } from '../../observe/pod-recording.ts';
import { notJudged } from '../../observe/reachable.ts';
import type { Node } from '../../placement/types.ts';
import { compileIntended, missingNames } from '../../verdict/intended.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import { type Limits, Throughout } from '../../verdict/throughout.ts';
import { untilDone } from './controller-done.ts';
import { toIntended } from './intended.ts';
import type { Checked, ExpectationContext, Kind, Of } from './kind.ts';
import { settlingOptions } from './settling.ts';

export const throughout: Kind<'throughout'> = async (expectation, context) => {
  const { api, lab, ended, signal } = context;
  const namespace = expectation.namespace ?? context.namespace;
  const on = toIntended(expectation.on, { lab, name: expectation.daemonSet });
  const nodes = (await api.list<Node>('/api/v1/nodes')).items;
  const isMeant = compileIntended(on) ?? (() => true);
  const names = nodes.filter(isMeant).map(({ metadata }) => metadata.name ?? '');
  const broken = new AbortController();
  let limits: Throughout | undefined;
  const recording = await PodRecording.begin(api, {
    namespace,
    signal: signal ? AbortSignal.any([ended, signal]) : ended,
    onList: (pods) => {
      limits = new Throughout(limitsOf(expectation), {
        daemonSet: expectation.daemonSet,
        nodes: [...names, ...missingNames(on, nodes)],
        pods,
      });
    },
    onEvent: (event) => {
      if (limits?.see(event)) broken.abort();
    },
  });
  return async () => {
    const done = limits?.isBroken ? { fixedWaitMs: 0 } : await untilOver(expectation, context, broken.signal);
    const { fixedWaitMs, verdict } = done;
    if (!limits || limits.isBroken) return { verdict: limits?.verdict ?? nothing, fixedWaitMs };
    // Where the controller never got done there is no throughout to judge, unless it was not meant to.
    if (verdict && verdict.status !== 'pass') return { verdict, fixedWaitMs };
    try {
      await recording.untilNow();
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const code = error.code === 'E_RECORDING' ? 'RECORDING_BROKEN' : 'API_UNREACHABLE';
      return { verdict: limits.isBroken ? limits.verdict : plainVerdict(code, notJudged(error)), fixedWaitMs };
    }
    return { verdict: limits.verdict, fixedWaitMs };
  };
};

const nothing = plainVerdict('RECORDING_BROKEN', 'Nothing was recorded.');

function limitsOf({ maxUnavailable, maxPerNode, onePerRevision }: Of<'throughout'>): Limits {
  return {
    ...(maxUnavailable !== undefined && { maxUnavailable }),
    ...(maxPerNode !== undefined && { maxPerNode }),
    ...(onePerRevision && { onePerRevision }),
  };
}

/** Waits until the controller is done, or for as long as the step is to be watched; a broken limit ends it at once. */
async function untilOver(
  expectation: Of<'throughout'>,
  context: ExpectationContext,
  broken: AbortSignal,
): Promise<Omit<Checked, 'verdict'> & { verdict?: Checked['verdict'] }> {
  const { daemonSet, lasts } = expectation;
  const signal = context.signal ? AbortSignal.any([context.signal, broken]) : broken;
  try {
    if (lasts) {
      await sleep(durationMs(lasts), undefined, { signal });
      return { fixedWaitMs: 0 };
    }
    const subject = { namespace: expectation.namespace ?? context.namespace, name: daemonSet };
    return await untilDone(context.api, subject, { ...settlingOptions(expectation, context), signal });
  } catch (error) {
    context.signal?.throwIfAborted();
    if (broken.aborted) return { fixedWaitMs: 0 };
    throw error;
  }
}
