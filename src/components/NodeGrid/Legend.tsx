import type { ReactNode } from 'react';
import { Dot } from './Dot.tsx';
import styles from './legend.module.css';
import { cellWords, type GridCell, legendOf, revisionsIn } from './model.ts';

/** What the marks mean, for those that are drawn. */
export function Legend({ cells }: { cells: readonly GridCell[] }): ReactNode {
  const revisions = revisionsIn(cells);
  const states = legendOf(cells).filter((state) => revisions === 0 || state !== 'running');
  const tainted = cells.some(({ taints = [] }) => taints.length > 0);
  if (states.length + revisions === 0) return null;
  return (
    <ul className={styles.legend} aria-label="Legend">
      {Array.from({ length: revisions }, (_, revision) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a revision is its number
        <li key={revision}>
          <span className={styles.cell}>
            <Dot mark="running" revision={revision} />
          </span>
          revision {revision + 1}, Ready
        </li>
      ))}
      {states.map((state) => (
        <li key={state}>
          <span className={styles.cell} data-state={state}>
            <Dot mark={state} />
          </span>
          {cellWords[state].means}
        </li>
      ))}
      {tainted && (
        <li>
          <svg viewBox="0 0 18 18" className={styles.notched} aria-hidden="true">
            <path d="M2.5 .5h8.5l6.5 6.5v8.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z" />
          </svg>
          tainted
        </li>
      )}
    </ul>
  );
}
