import type { ReactNode } from 'react';
import { NodeGrid } from '../NodeGrid';
import styles from './live-grid.module.css';
import { framesOfStory } from './story.ts';
import { useStory } from './use-story.ts';

const frames = framesOfStory();
const durationsMs = frames.map(({ ms }) => ms);

function buttonText(playing: boolean, atEnd: boolean): string {
  if (playing) return 'Pause';
  return atEnd ? 'Play again' : 'Play';
}

/** The course's one idea, moving: a DaemonSet meets a growing cluster, then a taint. Judged by the placement model. */
export default function LiveGrid(): ReactNode {
  const { at, playing, toggle } = useStory(durationsMs);
  const frame = frames[at];
  if (!frame) return null;
  const { cells, command, says } = frame;
  return (
    <figure className={styles.live}>
      <p className={styles.command}>
        {command ? (
          <>
            <span className={styles.prompt}>$ </span>
            {command}
          </>
        ) : (
          <span className={styles.prompt}>$</span>
        )}
      </p>
      <div className={styles.stage}>
        <NodeGrid cells={cells} label="A small cluster" table={false} legend={false} why={false} />
      </div>
      <figcaption className={styles.foot}>
        <span className={styles.says}>{says}</span>
        <button type="button" className={styles.play} onClick={toggle}>
          {buttonText(playing, at === frames.length - 1)}
        </button>
      </figcaption>
    </figure>
  );
}
