import { useState } from 'react';
import { answerIn, withTry } from '../Progress/record.ts';
import { progress, useProgress } from '../Progress/use-progress.ts';

/** A reader's answer to one question, while they give it and once it has been checked. */
export interface Answering {
  chosen: ReadonlySet<string>;
  /** Tries so far, those of earlier visits too. */
  tries: number;
  /** `asked`: nothing is said of what is chosen; `wrong` and `right`: it was checked. */
  state: 'asked' | 'wrong' | 'right';
  choose(chosen: Iterable<string>): void;
  check(): void;
}

interface Answerable {
  lesson: string;
  id: string;
  /** What must be chosen, and nothing else. */
  due: readonly string[];
}

/** Keeps what is chosen in the page and how it was answered in the learner's progress. */
export function useAnswer({ lesson, id, due }: Answerable): Answering {
  const kept = answerIn(useProgress(), lesson, id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isChecked, setChecked] = useState(false);
  const [wasRight, setWasRight] = useState(false);
  const isRight = kept?.right ?? false;
  // The quiz was begun again, here or in another tab.
  if (wasRight !== isRight) {
    setWasRight(isRight);
    if (!isRight) {
      setChosen(new Set());
      setChecked(false);
    }
  }
  return {
    chosen: isRight ? new Set(due) : chosen,
    tries: kept?.tries ?? 0,
    state: isRight ? 'right' : isChecked ? 'wrong' : 'asked',
    choose(names) {
      setChosen(new Set(names));
      setChecked(false);
    },
    check() {
      const right = due.length === chosen.size && due.every((name) => chosen.has(name));
      progress.change((record) => withTry(record, lesson, id, right));
      setChecked(!right);
    },
  };
}
