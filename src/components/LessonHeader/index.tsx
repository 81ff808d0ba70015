import Link from '@docusaurus/Link';
import { useDoc, useDocsVersion } from '@docusaurus/plugin-content-docs/client';
import type { ReactNode } from 'react';
import type { LabSummary } from '../../plugins/course/types.ts';
import type { LessonFrontMatter } from '../../remark/front-matter.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './lesson-header.module.css';
import { minutesFor } from './minutes.ts';

/** A lesson by its title; in a draft it may not be written yet. */
function LessonLink({ id }: { id: string }): ReactNode {
  const lesson = useDocsVersion().docs[id];
  return lesson ? <Link to={`/${id}`}>{lesson.title}</Link> : id;
}

function takes(words: number, labs: readonly LabSummary[]): string {
  const { reading, total } = minutesFor(words, labs);
  if (labs.length === 0) return `${total} minutes to read`;
  const count = labs.length === 1 ? 'one lab' : `${labs.length} labs`;
  return `${total} minutes: ${reading} to read, ${total - reading} for ${count}`;
}

/** The head of a lesson: its promise, what the reader will be able to do, how long it takes, and what it builds on. */
export default function LessonHeader({ words, labs }: { words: number; labs: readonly LabSummary[] }): ReactNode {
  const { frontMatter, metadata } = useDoc();
  const { abilities, builds_on: before } = frontMatter as unknown as LessonFrontMatter;
  return (
    <header className={styles.header}>
      <p className={styles.promise}>
        <Inline text={metadata.description} />
      </p>
      <p className={styles.takes}>{takes(words, labs)}</p>
      <div className={styles.able}>
        <p className="caps">You will be able to</p>
        <ul>
          {abilities.map((ability) => (
            <li key={ability}>
              <Inline text={ability} />
            </li>
          ))}
        </ul>
        {before.length > 0 && (
          <p className={styles.before}>
            Builds on{' '}
            {before.map((id, at) => (
              <span key={id}>
                {at > 0 && ', '}
                <LessonLink id={id} />
              </span>
            ))}
          </p>
        )}
      </div>
    </header>
  );
}
