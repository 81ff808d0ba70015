import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { NodeGrid } from '../NodeGrid/NodeGrid.tsx';
import type { PlacementData } from './data.ts';
import styles from './placement.module.css';

/** Which nodes of a lab a DaemonSet runs on, and why, as the placement model said when the page was built. */
export function Placement({ data, caption }: { data: PlacementData; caption?: string }): ReactNode {
  const { cells, daemonSet, error, explorer, file, variant } = data;
  return (
    <figure className={styles.placement}>
      {error ? (
        <p className={styles.refused}>
          The API server refuses it: <code>{error.field}</code>: {error.message} ({error.reason})
        </p>
      ) : (
        <NodeGrid cells={cells} label={`Where ${daemonSet} runs`} idle={idle(data)} />
      )}
      <figcaption className={styles.caption}>
        {caption && <span>{caption}</span>}
        <Link to={explorer} className={styles.open}>
          Open <code>{`${variant}/${file}`}</code> in the Explorer
        </Link>
      </figcaption>
    </figure>
  );
}

function idle({ cells, daemonSet }: PlacementData): string {
  const due = cells.filter(({ state }) => state === 'running').length;
  return `${daemonSet.replace(/^default\//, '')} runs on ${due} of ${cells.length} nodes. Point at a node to see why.`;
}
