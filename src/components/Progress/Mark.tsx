import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { LessonState } from './lesson-state.ts';
import styles from './mark.module.css';

const words = { new: 'not begun', begun: 'begun', finished: 'finished' } as const satisfies Record<LessonState, string>;

/** How far a lesson is, as a cell: empty, with a ring, with a dot; in words for screen readers. */
export function Mark({ state, className }: { state: LessonState; className?: string | undefined }): ReactNode {
  return (
    <svg className={clsx(styles.mark, className)} viewBox="0 0 16 16" role="img" aria-label={words[state]}>
      <rect x="1" y="1" width="14" height="14" rx="2.5" />
      {state === 'begun' && <circle className={styles.begun} cx="8" cy="8" r="3.2" />}
      {state === 'finished' && <circle className={styles.finished} cx="8" cy="8" r="4" />}
    </svg>
  );
}
