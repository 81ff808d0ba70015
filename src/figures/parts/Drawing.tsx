import { type ReactNode, useId } from 'react';
import styles from './figure.module.css';

interface DrawingProps {
  /** Size in the units of everything in it; text is 15 of them high. */
  width: number;
  height: number;
  /** What is drawn, in a few words. */
  title: string;
  /** The same for those who cannot see it: everything that the drawing says. */
  describe: string;
  children: ReactNode;
}

/** A drawing in the visual language of the course: nodes are cells, pods are dots. */
export function Drawing({ width, height, title, describe, children }: DrawingProps): ReactNode {
  const id = useId();
  return (
    // A window that is too narrow scrolls it, which must also work from the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark on the page
    <div className={styles.frame} role="group" aria-label={title} tabIndex={0}>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxWidth: `${(width / 15.5).toFixed(1)}rem` }}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{describe}</desc>
        {children}
      </svg>
    </div>
  );
}
