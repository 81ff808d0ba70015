import type { ReactNode } from 'react';
import styles from './form.module.css';

interface ChipsProps {
  /** What the list is, such as “Labels of worker-1”. */
  label: string;
  chips: readonly { key: string; text: string; remove: () => void }[];
  none: string;
}

/** What there is, each with a way to take it away. */
export function Chips({ label, chips, none }: ChipsProps): ReactNode {
  if (chips.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    <ul className={styles.chips} aria-label={label}>
      {chips.map(({ key, text, remove }) => (
        <li key={key}>
          <code>{text}</code>
          <button type="button" onClick={remove}>
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d="m3 3 6 6m0-6-6 6" />
            </svg>
            <span className="visually-hidden">Remove {text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
