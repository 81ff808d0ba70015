import { judgeOutput } from '../../verdict/command.ts';
import { normaliseOutput } from '../normalise.ts';
import type { Kind } from './kind.ts';

export const output: Kind<'output'> =
  async ({ says, lacks, equals }, { namespace }) =>
  async (ran) => ({
    verdict: judgeOutput(
      ran,
      { ...(says && { says }), ...(lacks && { lacks }), ...(equals !== undefined && { equals }) },
      (text) => normaliseOutput(text, namespace),
    ),
    fixedWaitMs: 0,
  });
