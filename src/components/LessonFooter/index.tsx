import Link from '@docusaurus/Link';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import type { ReactNode } from 'react';
import type { LabSummary } from '../../plugins/course/types.ts';
import type { LessonFrontMatter } from '../../remark/front-matter.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './lesson-footer.module.css';

function Sources({ sources }: Pick<LessonFrontMatter, 'sources'>): ReactNode {
  return (
    <section className={styles.sources} aria-labelledby="sources" data-sources>
      <h2 id="sources">Sources</h2>
      <ul>
        {sources.map(({ title, url, version }) => (
          <li key={url}>
            <a href={url}>
              <Inline text={title} />
            </a>
            , {version}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The foot of a lesson: where it goes on, the labs to do again, and what it rests on. */
export default function LessonFooter({ labs }: { labs: readonly LabSummary[] }): ReactNode {
  const { frontMatter, metadata } = useDoc();
  const { sources } = frontMatter as unknown as LessonFrontMatter;
  const { next } = metadata;
  return (
    <footer className={styles.footer}>
      {(next || labs.length > 0) && (
        <section aria-labelledby="what-next">
          <h2 id="what-next">What next</h2>
          <ul>
            {next && (
              <li>
                The next lesson: <Link to={next.permalink}>{next.title}</Link>
              </li>
            )}
            {labs.map(({ slug, title, minutes }) => (
              <li key={slug}>
                Do the lab without looking:{' '}
                <Link to={`/labs/${slug}`}>
                  <Inline text={title} />
                </Link>
                {minutes !== undefined && `, ${minutes} minutes`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Sources sources={sources} />
    </footer>
  );
}
