import useIsBrowser from '@docusaurus/useIsBrowser';
import type { ReactNode } from 'react';
import styles from './lab-done.module.css';
import { withLab } from './record.ts';
import { progress, useProgress } from './use-progress.ts';

/** Where a learner notes that a lab is done; only they know. Without JavaScript nothing could keep it, so it is not there. */
export function LabDone({ slug }: { slug: string }): ReactNode {
  const done = useProgress().labs.includes(slug);
  if (!useIsBrowser()) return null;
  return (
    <label className={styles.done}>
      <input
        type="checkbox"
        checked={done}
        onChange={({ target }) => progress.change((record) => withLab(record, slug, target.checked))}
      />
      I have done this lab
    </label>
  );
}

export default LabDone;
