import type { ReactNode } from 'react';
import styles from './aside.module.css';

/** Something beside the point that is still worth a look; at most two on a page. */
export default function Aside({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <aside className={styles.aside}>
      <p className={styles.title}>{title}</p>
      {children}
    </aside>
  );
}
