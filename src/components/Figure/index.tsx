import type { ComponentType, ReactNode } from 'react';
import styles from './figure.module.css';

interface FigureProps {
  name: string;
  caption: ReactNode;
  /** The drawing itself, which brings its own long description. */
  figure: ComponentType;
}

/** A drawn figure with its caption. */
export default function Figure({ name, caption, figure: Drawing }: FigureProps): ReactNode {
  return (
    <figure className={styles.figure} id={`figure-${name}`}>
      <Drawing />
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}
