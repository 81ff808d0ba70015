import type { ReactNode } from 'react';
import type { Origin, Recorded } from '../../plugins/course/types.ts';
import { Fold } from '../Fold/index.tsx';
import Terminal, { RecordedOn } from './index.tsx';
import styles from './terminal.module.css';

interface PrintedProps {
  commands: readonly Recorded[];
  origin: Origin;
}

/** What commands printed, folded so that it can be predicted first. */
export function Printed({ commands, origin }: PrintedProps): ReactNode {
  if (commands.every(({ output }) => output === undefined)) return null;
  const summary = (
    <>
      Show what it printed
      <span className={styles.where}>
        {' · '}
        <RecordedOn {...origin} />
      </span>
    </>
  );
  return (
    <Fold summary={summary}>
      <Terminal commands={commands} />
    </Fold>
  );
}
