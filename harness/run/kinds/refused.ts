import { notJudged, whyUnreachable } from '../../observe/reachable.ts';
import { judgeRefusal } from '../../verdict/command.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import type { Kind } from './kind.ts';

export const refused: Kind<'refused'> =
  async ({ says }, { api }) =>
  async (ran) => {
    const verdict = judgeRefusal(ran, { says });
    // Whatever a command says when the API server is gone, nobody refused it.
    const trouble = ran.exitCode === 0 ? undefined : await whyUnreachable(api);
    return { verdict: trouble ? plainVerdict('API_UNREACHABLE', notJudged(trouble)) : verdict, fixedWaitMs: 0 };
  };
