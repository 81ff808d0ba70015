import type { ReactNode } from 'react';
import styles from './dot.module.css';
import type { CellState, GridPod } from './model.ts';

type Mark = GridPod['state'] | CellState;

const shapes: Record<Mark, ReactNode> = {
  running: <circle cx="12" cy="12" r="8.5" className={styles.fill} />,
  pending: <circle cx="12" cy="12" r="7.5" className={styles.dotted} />,
  leaving: <circle cx="12" cy="12" r="7.5" className={styles.ring} />,
  unwanted: <path d="M12 3.2 21.5 20h-19z" className={styles.fill} />,
  keeps: <path d="M12 5 19.8 18.8H4.2z" className={styles.outline} />,
  missing: <path d="m5.5 5.5 13 13m0-13-13 13" className={styles.stroke} />,
  off: (
    <>
      <circle cx="12" cy="12" r="7.8" className={styles.ring} />
      <path d="m8.8 8.8 6.4 6.4m0-6.4-6.4 6.4" className={styles.outline} />
    </>
  ),
  none: null,
  empty: null,
};

/** The mark of a pod, or of its absence, as a small picture. Revisions differ in colour and in what is cut out of the dot. */
export function Dot({ mark, revision }: { mark: Mark; revision?: number | undefined }): ReactNode {
  const fill = revision === undefined ? undefined : revision % 3;
  return (
    <svg viewBox="0 0 24 24" className={styles.dot} data-mark={mark} data-revision={fill} aria-hidden="true">
      {shapes[mark]}
      {mark === 'running' && fill === 1 && <circle cx="12" cy="12" r="3" className={styles.hole} />}
      {mark === 'running' && fill === 2 && <path d="M5 12h14" className={styles.bar} />}
    </svg>
  );
}
