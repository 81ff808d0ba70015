import type { ReactNode } from 'react';
import type { FileDiff, LabData, TrapData } from '../../plugins/course/types.ts';
import { Fold } from '../Fold/index.tsx';
import { Inline } from '../Inline/index.tsx';
import Terminal from '../Terminal/index.tsx';
import { Diff } from './Diff.tsx';
import { Failure } from './Failure.tsx';
import styles from './lab.module.css';
import { readable } from './words.ts';

const differing = (files: readonly FileDiff[]): FileDiff[] =>
  files.filter(({ lines }) => lines.some(({ mark }) => mark !== ' '));

function Trap({ reason, why, commands, files, fails }: TrapData): ReactNode {
  return (
    <Fold
      summary={
        <>
          {readable(reason)}
          {why !== undefined && (
            <span className={styles.why}>
              <Inline text={why} />
            </span>
          )}
        </>
      }
    >
      {differing(files).map((file) => (
        <Diff key={file.path} {...file} />
      ))}
      {commands.map(({ step, instead }) => (
        <div key={step}>
          <p>
            In the step <code>{step}</code>, instead of its command:
          </p>
          <Terminal commands={[{ command: instead }]} output={false} />
        </div>
      ))}
      <Failure fails={fails}>The run’s verdict:</Failure>
    </Fold>
  );
}

/** The wrong answers: why people give each, in what it differs from the right one, and the verdict that refutes it. */
export function Traps({ data }: { data: LabData }): ReactNode {
  return data.traps.map((trap) => <Trap key={trap.reason} {...trap} />);
}
