import type { ReactNode } from 'react';
import type { LabData } from '../../plugins/course/types.ts';
import Terminal from '../Terminal/index.tsx';
import styles from './lab.module.css';

/** How to work on the lab, and how to see the right answer judged. */
export function RunIt({ data: { slug } }: { data: LabData }): ReactNode {
  return (
    <>
      <p>In the course’s checkout. This opens a shell on these nodes, in a copy of the files above:</p>
      <Terminal commands={[{ command: `npm run course -- shell ${slug}` }]} output={false} />
      <p>
        This runs the right answer step by step and judges it node by node; with{' '}
        <code className={styles.flag}>--traps</code> also all the wrong ones:
      </p>
      <Terminal commands={[{ command: `npm run course -- run ${slug}` }]} output={false} />
    </>
  );
}
