import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import Mark from '../../../components/Mark';
import styles from './styles.module.css';

/** 404 in the language of the course: a node that nothing is meant to run on. */
export default function NotFoundContent({ className }: { className?: string }): ReactNode {
  return (
    <main className={`${styles.page} ${className ?? ''}`}>
      <Mark hatched className={styles.cell} />
      <div>
        <Heading as="h1">No page is intended here</Heading>
        <p>Expected 0 pages at this address, found 0. The link may be mistyped, or its page may have moved.</p>
        <p className={styles.doors}>
          <Link className="button" to="/">
            Home
          </Link>
          <Link className="button button--quiet" to="/labs">
            All labs
          </Link>
        </p>
        <p className={styles.hint}>
          Or press <kbd>/</kbd> to search.
        </p>
      </div>
    </main>
  );
}
