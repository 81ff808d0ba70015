import type { ReactNode } from 'react';
import styles from './quiz.module.css';
import type { Answering } from './use-answer.ts';

interface VerdictProps {
  answering: Answering;
  /** Whether there is something to check. */
  ready: boolean;
  /** What is said of an answer that is not right. */
  wrong: string;
  right: string;
}

/** The button that checks, and what came of it, said to screen readers too. */
export function Verdict({ answering: { state, tries, check }, ready, wrong, right }: VerdictProps): ReactNode {
  return (
    <div className={styles.bar}>
      {/* It stays when the answer is right, so that the focus is not lost. */}
      <button
        type="button"
        className={styles.check}
        aria-disabled={!ready || state === 'right'}
        onClick={() => ready && state !== 'right' && check()}
      >
        {state === 'right' ? 'Checked' : 'Check'}
      </button>
      <p className={styles.verdict} role="status" data-state={state}>
        {state === 'wrong' && wrong}
        {state === 'right' && `${right}${tries > 1 ? ` At try ${tries}.` : ''}`}
      </p>
    </div>
  );
}
