import type { ReactNode } from 'react';
import type { Origin, Recorded } from '../../plugins/course/types.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './terminal.module.css';

function Command({ command }: { command: string }): ReactNode {
  return (
    <div className={styles.command}>
      <pre>
        <code>
          {command.split('\n').map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one command never change places
            <span key={at} className={styles.line} data-prompt={at === 0 ? '$' : '>'}>
              {line}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
      <CopyButton text={command} />
    </div>
  );
}

/** What a command printed; it scrolls rather than wraps, since its columns are what it says. */
function Output({ text }: { text: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <pre className={styles.output} tabIndex={0}>
      <samp>{text}</samp>
    </pre>
  );
}

const simulated = { kwok: 'on simulated nodes (kwok)', kind: 'on real nodes (kind)' } as const;

/** Where and on what it was recorded. */
export function RecordedOn({ provider, kubernetes }: Origin): ReactNode {
  return (
    <>
      Recorded {simulated[provider]}, Kubernetes {kubernetes}
    </>
  );
}

interface TerminalProps {
  commands: readonly Recorded[];
  origin?: Origin;
  /** Whether what they printed is shown; else the commands alone. */
  output?: boolean;
}

/** Commands with a button to copy each, and below each what it printed when it was recorded. */
export default function Terminal({ commands, origin, output = true }: TerminalProps): ReactNode {
  const recorded = output && commands.some((each) => each.output !== undefined);
  return (
    <figure className={styles.terminal}>
      {commands.map((each) => (
        <div key={each.command} className={styles.entry}>
          <Command command={each.command} />
          {output && each.output ? <Output text={each.output} /> : null}
          {output && each.output === '' ? <p className={styles.silent}>It prints nothing.</p> : null}
        </div>
      ))}
      {recorded && origin ? (
        <figcaption className={styles.origin}>
          <RecordedOn {...origin} />
        </figcaption>
      ) : null}
    </figure>
  );
}
