import type { ReactNode } from 'react';
import styles from './claim.module.css';

type Holds = 'no' | 'partly' | 'yes';

interface ClaimProps {
  /** Which of the old tutorials says so. */
  source: string;
  says: ReactNode;
  /** Whether it is true. */
  holds?: Holds;
  /** What is true, and how that shows. */
  children: ReactNode;
}

const judged: Record<Holds, string> = { no: 'does not hold', partly: 'holds in part', yes: 'holds' };

/** A claim of an older tutorial, whether it holds, and what does. */
export default function Claim({ source, says, holds = 'no', children }: ClaimProps): ReactNode {
  return (
    <div className={styles.claim} data-source={source} data-holds={holds}>
      <p className={styles.said}>
        <span className={styles.who}>
          <span>An older tutorial</span>
          <b>{judged[holds]}</b>
        </span>
        <q>{says}</q>
      </p>
      <div className={styles.holds}>{children}</div>
    </div>
  );
}
