import type { ReactNode } from 'react';
import type { FailureData } from '../../plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './failure.module.css';

function Where({ fails }: { fails: FailureData }): ReactNode {
  const { step, stepTitle, nodes = [] } = fails;
  return (
    <>
      Step <code>{step}</code>
      {stepTitle && (
        <>
          , “<Inline text={stepTitle} />”
        </>
      )}
      {nodes.length > 0 && (
        <>
          , on{' '}
          {nodes.map((node, at) => (
            <span key={node}>
              {at > 0 && (at === nodes.length - 1 ? ' and ' : ', ')}
              <code>{node}</code>
            </span>
          ))}
        </>
      )}
    </>
  );
}

/** How an answer fails: the code of its verdict, what the code means, where, and what the command said. */
export function Failure({ fails, children }: { fails: FailureData; children: ReactNode }): ReactNode {
  return (
    <div className={styles.failure}>
      <p className={styles.lead}>{children}</p>
      <p className={styles.code}>{fails.code}</p>
      <p>
        {fails.means}{' '}
        <span className={styles.where}>
          <Where fails={fails} />.
        </span>
      </p>
      {fails.says !== undefined && (
        <p>
          The command says: <samp>{fails.says}</samp>
        </p>
      )}
    </div>
  );
}
