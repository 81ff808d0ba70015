import type { ReactNode } from 'react';
import { Fold } from '../Fold/index.tsx';
import { Paragraphs } from '../Inline/index.tsx';

/** Hints one inside the other, so that the next is offered only once the one before it is open. */
export function Hints({ hints, number = 1 }: { hints: readonly string[]; number?: number }): ReactNode {
  const [first, ...others] = hints;
  if (first === undefined) return null;
  const last = others.length === 0 && number > 1 ? ', the last' : '';
  return (
    <Fold summary={`Hint ${number}${last}`}>
      <Paragraphs text={first} />
      <Hints hints={others} number={number + 1} />
    </Fold>
  );
}
