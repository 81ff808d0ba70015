import type { ReactNode } from 'react';
import type { LabSummary } from '../../plugins/course/types.ts';
import styles from './lab.module.css';
import { needWords, providerWords } from './words.ts';

/** What a lab takes: minutes, where it runs, and what it needs that not every cluster has. */
export function Facts({ data }: { data: LabSummary }): ReactNode {
  const { minutes, provider, needs } = data;
  return (
    <dl className={styles.facts}>
      {minutes !== undefined && (
        <div>
          <dt>Takes</dt>
          <dd>{minutes} minutes</dd>
        </div>
      )}
      <div>
        <dt>Runs on</dt>
        <dd>{providerWords[provider]}</dd>
      </div>
      <div>
        <dt>Needs</dt>
        <dd>
          <ul>
            {needs.map((need) => (
              <li key={need}>{needWords[need]}</li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}
