import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { DiffLine, FileDiff } from '../../plugins/course/types.ts';
import styles from './diff.module.css';

const spoken: Record<DiffLine['mark'], string> = {
  '-': 'only in the right answer: ',
  '+': 'only in this one: ',
  ' ': '',
  '…': '',
};
const look: Record<DiffLine['mark'], string | undefined> = {
  '-': styles.right,
  '+': styles.wrong,
  ' ': undefined,
  '…': styles.gap,
};

/** A wrong answer beside the right one, line by line. */
export function Diff({ path, lines }: FileDiff): ReactNode {
  return (
    <figure className={styles.diff}>
      <figcaption className={styles.caption}>
        <code>{path}</code>
        <span>
          <b className={styles.right}>−</b> the right answer, <b className={styles.wrong}>+</b> this one
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
      <pre className={styles.lines} tabIndex={0}>
        <code>
          {lines.map(({ mark, text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never change places
            <span key={at} className={clsx(styles.line, look[mark])}>
              <span aria-hidden="true">{mark === '-' ? '− ' : `${mark} `}</span>
              <span className="visually-hidden">{spoken[mark]}</span>
              {text}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
