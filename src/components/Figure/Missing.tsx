import type { ReactNode } from 'react';
import styles from './figure.module.css';

/** Stands for a figure that is not drawn yet, in a draft of the site. */
export default function Missing(): ReactNode {
  return <p className={styles.missing}>This figure is not drawn yet.</p>;
}
