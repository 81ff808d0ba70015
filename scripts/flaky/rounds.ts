import type { RunResult } from '../../harness/result.ts';

/** A variant that did not come out as its lab says, in one round. */
export interface Wrong {
  round: number;
  lab: string;
  variant: string;
  message: string;
}

/** What several runs of the same labs came to. */
export interface Tally {
  rounds: number;
  judged: number;
  wrong: Wrong[];
  /** What nobody could judge, since a cluster broke; not the verdicts' fault, but no proof either. */
  broken: Wrong[];
}

/** Counts the verdicts of runs, each judged by what its lab declares. */
export function tally(results: readonly RunResult[]): Tally {
  const all = results.flatMap(({ labs }, at) =>
    labs.flatMap(({ lab, variants }) => variants.map((variant) => ({ round: at + 1, lab, ...variant }))),
  );
  const where = (wanted: string) =>
    all
      .filter(({ status }) => status === wanted)
      .map(({ round, lab, variant, message }) => ({ round, lab, variant, message }));
  // A second try may hide what this is here to find.
  const begunAnew = results.flatMap(({ labs }, at) =>
    labs.flatMap(({ lab, again }) => (again ? [{ round: at + 1, lab, variant: 'as a whole', message: again }] : [])),
  );
  return {
    rounds: results.length,
    judged: all.length,
    wrong: where('fail'),
    broken: [...where('error'), ...begunAnew],
  };
}

/** A tally for people: what went wrong, by variant and with the rounds in which it did, and the sum. */
export function tallyText({ rounds, judged, wrong, broken }: Tally): string {
  const lines = (what: string, found: readonly Wrong[]) =>
    [...Map.groupBy(found, ({ lab, variant }) => `${lab} ${variant}`)].map(
      ([name, each]) =>
        `${what} ${name}, round ${each.map(({ round }) => round).join(', ')}: ${each[0]?.message.split('\n')[0]}`,
    );
  const sum = `${rounds} rounds, ${judged} verdicts, ${wrong.length} wrong, ${broken.length} not judged`;
  return [...lines('wrong: ', wrong), ...lines('broken:', broken), sum, ''].join('\n');
}

/** 1 for a wrong verdict, 3 where something could not be judged or nothing was; 0 only if all was right. */
export function exitCodeOf({ judged, wrong, broken }: Tally): number {
  if (broken.length > 0 || judged === 0) return 3;
  return wrong.length > 0 ? 1 : 0;
}
