import useIsBrowser from '@docusaurus/useIsBrowser';
import { type ReactNode, useId } from 'react';
import type { Choice, ChoiceQuestion } from '../../plugins/quiz/types.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './quiz.module.css';
import { type Answering, useAnswer } from './use-answer.ts';
import { Verdict } from './Verdict.tsx';

interface ChoiceCardProps {
  lesson: string;
  question: ChoiceQuestion;
}

/** A question with choices; under each wrong one that was chosen stands what refutes it. */
export function ChoiceCard({ lesson, question }: ChoiceCardProps): ReactNode {
  const { id, ask, choices, several, explain } = question;
  const due = choices.filter(({ right }) => right).map(({ text }) => text);
  const answering = useAnswer({ lesson, id, due });
  const isBrowser = useIsBrowser();
  const group = useId();
  return (
    <fieldset className={styles.card} data-question={id}>
      <legend className={styles.ask}>
        <Inline text={ask} />
        {several && <span className={styles.several}> More than one is right.</span>}
      </legend>
      <ul className={styles.choices}>
        {choices.map((choice) => (
          <ChoiceItem key={choice.text} choice={choice} answering={answering} several={several} group={group} />
        ))}
      </ul>
      {isBrowser ? (
        <Verdict
          answering={answering}
          ready={answering.chosen.size > 0}
          wrong={refutation(choices, answering, several)}
          right="Right."
        />
      ) : (
        <Answer choices={choices} />
      )}
      {explain && answering.state === 'right' && (
        <p className={styles.explain}>
          <Inline text={explain} />
        </p>
      )}
    </fieldset>
  );
}

interface ChoiceItemProps {
  choice: Choice;
  answering: Answering;
  several: boolean;
  /** What the choices of one question share, so that the arrow keys move among them. */
  group: string;
}

function ChoiceItem({ choice: { text, right, because }, answering, several, group }: ChoiceItemProps): ReactNode {
  const reason = useId();
  const { chosen, state, choose } = answering;
  const isChosen = chosen.has(text);
  const others = [...chosen].filter((other) => other !== text);
  const isTold = isChosen && (state === 'right' || (state === 'wrong' && !right));
  return (
    <li data-told={isTold ? (right ? 'right' : 'wrong') : undefined}>
      <label className={styles.choice}>
        <input
          type={several ? 'checkbox' : 'radio'}
          name={group}
          aria-describedby={isTold && because ? reason : undefined}
          checked={isChosen}
          disabled={state === 'right'}
          onChange={() => choose(several ? (isChosen ? others : [...others, text]) : [text])}
        />
        <span>
          <Inline text={text} />
        </span>
      </label>
      {isTold && because && (
        <p id={reason} className={styles.because}>
          <Inline text={because} />
        </p>
      )}
    </li>
  );
}

function refutation(choices: readonly Choice[], { chosen }: Answering, several: boolean): string {
  const wrong = choices.filter(({ text, right }) => chosen.has(text) && !right).length;
  if (!several) return 'No: what refutes it stands under your answer.';
  if (wrong === 0) return 'All of that holds, and there is more.';
  return `${wrong === 1 ? 'One' : String(wrong)} of your answers ${wrong === 1 ? 'does' : 'do'} not hold: see under ${wrong === 1 ? 'it' : 'them'}.`;
}

/** All answers at once, for readers without JavaScript. */
function Answer({ choices }: { choices: readonly Choice[] }): ReactNode {
  return (
    <details className={styles.answer}>
      <summary>Answer</summary>
      <ul>
        {choices.map(({ text, right, because }) => (
          <li key={text}>
            {right ? 'Right: ' : 'Wrong: '}
            <Inline text={text} />
            {because && (
              <>
                {' — '}
                <Inline text={because} />
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
