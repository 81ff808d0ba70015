import { Fragment, type ReactNode } from 'react';
import styles from './verdict.module.css';

/** Class of a mark in printed output. */
const marks: Record<string, string | undefined> = { '✕': styles.wrong, '●': styles.ok, '░': styles.none };

function withMarks(line: string): ReactNode {
  return line.split(/([✕●░])/).map((part, at) =>
    marks[part] ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line never change places
      <span key={at} className={marks[part]}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** What a run printed, as it printed it; only the marks take their colours. */
export default function Verdict({ output, label }: { output: string; label: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide output scrolls, also by keyboard
    <section className={styles.verdict} tabIndex={0} aria-label={label}>
      <pre>
        {output.split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: recorded lines never change places
          <Fragment key={at}>
            {withMarks(line)}
            {'\n'}
          </Fragment>
        ))}
      </pre>
    </section>
  );
}
