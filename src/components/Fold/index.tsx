import clsx from 'clsx';
import type { ReactNode } from 'react';
import styles from './fold.module.css';

interface FoldProps {
  summary: ReactNode;
  children: ReactNode;
  className?: string;
}

/** Something that is shown when it is asked for; the browser's own, so that it opens without JavaScript. */
export function Fold({ summary, children, className }: FoldProps): ReactNode {
  return (
    <details className={clsx(styles.fold, className)}>
      <summary>{summary}</summary>
      <div className={styles.inner}>{children}</div>
    </details>
  );
}
