import { type ReactNode, useState } from 'react';
import type { State } from './address.ts';
import styles from './form.module.css';
import { explainCommand } from './presets.ts';

/** Puts the same question, as a command with both files, where it can be pasted into a shell. */
export function CopyCommand({ state }: { state: State }): ReactNode {
  const [told, setTold] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(explainCommand(state));
      setTold('Copied: paste it into a shell of this repository.');
    } catch {
      setTold('The clipboard is not to be had here.');
    }
  };
  return (
    <p className={styles.copy}>
      <button type="button" className="button button--quiet" onClick={copy}>
        Copy as <code>course explain</code> command
      </button>{' '}
      <span role="status">{told}</span>
    </p>
  );
}
