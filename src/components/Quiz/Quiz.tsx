import useIsBrowser from '@docusaurus/useIsBrowser';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import type { Quiz as QuizData } from '../../plugins/quiz/types.ts';
import { answerIn, withoutLesson } from '../Progress/record.ts';
import { progress, useIsKept, useProgress } from '../Progress/use-progress.ts';
import { ChoiceCard } from './ChoiceCard.tsx';
import { PredictCard } from './PredictCard.tsx';
import styles from './quiz.module.css';

/** The check of understanding at the end of a lesson. Without JavaScript it is a list with an answer behind each question. */
export default function Quiz({ quiz: { lesson, questions } }: { quiz: QuizData }): ReactNode {
  const record = useProgress();
  const right = questions.filter(({ id }) => answerIn(record, lesson, id)?.right).length;
  const begun = questions.some(({ id }) => answerIn(record, lesson, id));
  return (
    <section className={styles.quiz} aria-labelledby="quiz">
      <Heading as="h2" id="quiz">
        Check your understanding
      </Heading>
      <ol className={styles.questions}>
        {questions.map((question) => (
          <li key={question.id} className={styles.question}>
            {question.kind === 'choice' ? (
              <ChoiceCard lesson={lesson} question={question} />
            ) : (
              <PredictCard lesson={lesson} question={question} />
            )}
          </li>
        ))}
      </ol>
      {useIsBrowser() && (
        <p className={styles.sum}>
          <span>
            {right} of {questions.length} answered right{right === questions.length ? ': this lesson is yours.' : '.'}
          </span>
          {begun && (
            <button
              type="button"
              className={styles.quiet}
              onClick={() => progress.change((now) => withoutLesson(now, lesson))}
            >
              Begin this quiz again
            </button>
          )}
          <NotKept />
        </p>
      )}
    </section>
  );
}

/** Said where the browser refuses to keep anything. */
function NotKept(): ReactNode {
  return useIsKept() ? null : (
    <span>Your browser keeps nothing for this site, so this lasts until you leave the page.</span>
  );
}
