import type { ReactNode } from 'react';
import styles from './mark.module.css';

/** Diagonals across the cell. */
const hatching = [7, 11, 15, 19, 23, 27].flatMap((at) => [`M3 ${at} ${at} 3`, `M${at - 2} 29 29 ${at - 2}`]).join('');

/** The mark of the course: a cell with a dot, one pod on a node. Decorative; the name stands beside it. */
export default function Mark({ hatched = false, className }: { hatched?: boolean; className?: string }): ReactNode {
  return (
    <svg className={className ?? styles.mark} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect
        className={hatched ? styles.hatched : styles.cell}
        x="2.5"
        y="2.5"
        width="27"
        height="27"
        rx={hatched ? 1.5 : 5}
      />
      {hatched ? (
        <path className={styles.hatch} d={hatching} />
      ) : (
        <circle className={styles.dot} cx="16" cy="16" r="7" />
      )}
    </svg>
  );
}
