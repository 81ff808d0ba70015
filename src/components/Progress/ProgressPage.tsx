import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { Overview, OverviewLesson, OverviewPart } from '../../plugins/overview/types.ts';
import { KeepingTools } from './KeepingTools.tsx';
import { minutesLeft, progressIn } from './lesson-state.ts';
import { Mark } from './Mark.tsx';
import styles from './progress-page.module.css';
import type { ProgressRecord } from './record.ts';
import { useProgress } from './use-progress.ts';

/** The course at a glance, and how far this learner is in it. */
export default function ProgressPage({ overview: { parts } }: { overview: Overview }): ReactNode {
  const record = useProgress();
  return (
    <Layout title="Progress" description="The course at a glance, part by part, and how far you are in it.">
      <main className={styles.page}>
        <Heading as="h1">Progress</Heading>
        <Summary lessons={parts.flatMap(({ lessons }) => lessons)} record={record} />
        {parts.map((part) => (
          <Part key={part.title} part={part} record={record} />
        ))}
        <KeepingTools />
      </main>
    </Layout>
  );
}

interface WithRecord {
  record: ProgressRecord;
}

/** 95 → `1 h 35 min`. */
function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return hours === 0 ? `${rest} min` : `${hours} h${rest === 0 ? '' : ` ${rest} min`}`;
}

const stateOf = (lesson: OverviewLesson, record: ProgressRecord) =>
  progressIn(record, { ...lesson, labs: lesson.labs.map(({ slug }) => slug) });
function Summary({ lessons, record }: WithRecord & { lessons: readonly OverviewLesson[] }): ReactNode {
  const finished = lessons.filter((lesson) => stateOf(lesson, record).state === 'finished').length;
  const left = minutesLeft(record, lessons);
  return (
    <p className={styles.summary} data-summary>
      <strong>
        {finished} of {lessons.length}
      </strong>{' '}
      lessons finished, {left === 0 ? 'nothing left to do.' : `about ${duration(left)} left.`} A lesson is finished once
      its quiz is answered and its labs are done.
    </p>
  );
}

function Part({ part: { title, lessons }, record }: WithRecord & { part: OverviewPart }): ReactNode {
  const id = title.toLowerCase().replaceAll(/\W+/g, '-');
  const left = minutesLeft(record, lessons);
  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <Heading as="h2" id={id}>
          {title}
        </Heading>
        <span className={styles.left}>{left === 0 ? 'done' : `${duration(left)} left`}</span>
      </div>
      <ol className={styles.lessons}>
        {lessons.map((lesson) => (
          <Lesson key={lesson.id} lesson={lesson} record={record} />
        ))}
      </ol>
    </section>
  );
}

function Lesson({ lesson, record }: WithRecord & { lesson: OverviewLesson }): ReactNode {
  const { id, title, questions, labs } = lesson;
  const { state, right, done } = stateOf(lesson, record);
  const left = minutesLeft(record, [lesson]);
  return (
    <li className={styles.lesson} data-lesson={id} data-state={state}>
      <Mark state={state} className={styles.mark} />
      <Link className={styles.title} to={`/${id}`}>
        {title}
      </Link>
      <span className={styles.left}>{left === 0 ? 'done' : duration(left)}</span>
      <span className={styles.detail}>
        Quiz {right} of {questions.length}
        {labs.map(({ slug, title: name }) => (
          <span key={slug}>
            {' · '}
            <Link to={`/labs/${slug}`}>{name}</Link>
            {done.includes(slug) && ' (done)'}
          </span>
        ))}
      </span>
    </li>
  );
}
