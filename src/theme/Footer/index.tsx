import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { memo, type ReactNode } from 'react';
import styles from './styles.module.css';

/** What the course stands on, and under which licences it can be used. */
function Footer(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const { kubernetes } = siteConfig.customFields as { kubernetes: string };
  return (
    <footer className={`site-footer ${styles.footer}`}>
      <div className={styles.inner}>
        <p>
          {siteConfig.title}. Judged on Kubernetes {kubernetes}.
        </p>
        <p>
          Lessons and labs{' '}
          <Link href="https://creativecommons.org/licenses/by/4.0/" rel="license">
            CC BY 4.0
          </Link>
          , code{' '}
          <Link href="https://www.apache.org/licenses/LICENSE-2.0" rel="license">
            Apache 2.0
          </Link>
          .
        </p>
        <p className={styles.links}>
          <Link to="/start">Start</Link>
          <Link to="/reference/glossary">Glossary</Link>
          <Link to="/reference/cheat-sheet">Cheat sheet</Link>
        </p>
      </div>
    </footer>
  );
}

export default memo(Footer);
