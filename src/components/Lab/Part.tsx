import type { ReactNode } from 'react';
import styles from './lab.module.css';

interface PartProps {
  title: string;
  level: 2 | 3;
  children: ReactNode;
}

/** A part of a lab under its heading. */
export function Part({ title, level, children }: PartProps): ReactNode {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.part}>
      <Heading className={styles.heading}>{title}</Heading>
      {children}
    </div>
  );
}
