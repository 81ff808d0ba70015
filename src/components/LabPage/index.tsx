import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { LabAround, LabData } from '../../plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import { LabBody } from '../Lab/index.tsx';
import styles from './lab-page.module.css';

function Lessons({ lessons }: Pick<LabAround, 'lessons'>): ReactNode {
  if (lessons.length === 0) return null;
  return (
    <p className={styles.lessons}>
      Taught in{' '}
      {lessons.map(({ id, title }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to={`/${id}`}>{title}</Link>
        </span>
      ))}
    </p>
  );
}

function Neighbours({ previous, next }: LabAround): ReactNode {
  return (
    <nav className={styles.neighbours} aria-label="Other labs">
      {previous ? (
        <Link to={`/labs/${previous.slug}`}>
          ← <Inline text={previous.title} />
        </Link>
      ) : (
        <span />
      )}
      {next ? (
        <Link to={`/labs/${next.slug}`}>
          <Inline text={next.title} /> →
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** A lab's own page. */
export default function LabPage({ data, around }: { data: LabData; around: LabAround }): ReactNode {
  return (
    <Layout title={`Lab: ${data.title.replaceAll('`', '')}`} description={data.summary ?? data.title}>
      <main className={styles.page} data-lab={data.slug}>
        <p className="caps">
          <Link to="/labs">Labs</Link> · {data.section}
        </p>
        <h1>
          <Inline text={data.title} />
        </h1>
        {data.summary !== undefined && (
          <p className={styles.summary}>
            <Inline text={data.summary} />
          </p>
        )}
        <Lessons lessons={around.lessons} />
        <LabBody data={data} level={2} />
        <Neighbours {...around} />
      </main>
    </Layout>
  );
}
