import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import type { LabData, StepData } from '../../plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import Terminal from '../Terminal/index.tsx';
import { Printed } from '../Terminal/Printed.tsx';
import styles from './steps.module.css';
import { readable } from './words.ts';

type Expected = StepData['expectations'][number];

function Expectation({ says, fields }: Expected): ReactNode {
  if (!fields) return <Inline text={says} />;
  return (
    <details className={styles.fields}>
      <summary>
        <Inline text={says} />
      </summary>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <Inline text={field} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function OneStep({ step, level }: { step: StepData; level: 3 | 4 }): ReactNode {
  return (
    <li className={styles.step}>
      <Heading as={`h${level}`} id={`${step.lab}-${step.id}`} className={styles.title}>
        {step.title === undefined ? readable(step.id) : <Inline text={step.title} />}
      </Heading>
      <Terminal commands={[{ command: step.commands[0].command }]} output={false} />
      <ul className={styles.expectations} aria-label="What must hold">
        {step.expectations.map((expected) => (
          <li key={`${expected.says} ${expected.fields?.join()}`}>
            <Expectation {...expected} />
          </li>
        ))}
      </ul>
      <Printed commands={step.commands} origin={step.origin} />
    </li>
  );
}

/** The steps in order: the command, what must hold after it, and what it printed. */
export function Steps({ data, level }: { data: LabData; level: 2 | 3 }): ReactNode {
  return (
    <ol className={styles.steps}>
      {data.steps.map((step) => (
        <OneStep key={step.id} step={step} level={level === 2 ? 3 : 4} />
      ))}
    </ol>
  );
}
