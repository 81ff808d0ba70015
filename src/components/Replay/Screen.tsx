import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Timeline } from '../../../harness/verdict/timeline.ts';
import { NodeGrid } from '../NodeGrid/NodeGrid.tsx';
import { Controls } from './Controls.tsx';
import type { ReplayData } from './data.ts';
import { countsText } from './digest.ts';
import { advance, Cells, everyMark, momentsOf } from './moment.ts';
import { Player } from './player.ts';
import styles from './replay.module.css';
import { type Speed, useClock } from './use-clock.ts';

interface ScreenProps {
  data: ReplayData;
  timeline: Timeline;
  autoplay: boolean;
  /** Where to be, if the address says so. */
  moment: number | undefined;
}

/** A long recording begins faster, so that nobody waits minutes for its point. */
const firstSpeed = (played: number): Speed => [1, 2, 4].find((speed) => played / speed < 30_000) ?? 8;

/** The grid at the moment of the playhead, with what moves it. */
export function Screen({ data, timeline, autoplay, moment }: ScreenProps): ReactNode {
  const { player, cells, moments, legend } = useMemo(
    () => ({
      player: new Player(timeline),
      cells: new Cells(timeline),
      moments: momentsOf(timeline),
      legend: everyMark(timeline),
    }),
    [timeline],
  );
  const [speed, setSpeed] = useState<Speed>(() => firstSpeed(playedIn(moments)));
  const clock = useClock(timeline.end, (from, ms) =>
    speed === 'real' ? from + ms : advance(moments, from, ms * speed),
  );
  const { at, isPlaying, play, pause, seek } = clock;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address moves the playhead
  useEffect(() => {
    if (moment === undefined) return;
    pause();
    seek(moment);
  }, [moment]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins by itself once
  useEffect(() => {
    if (autoplay && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) play();
  }, []);
  const counts = player.counts(at);
  const step = data.steps.findLast((one) => one.at <= at);
  const keys = (event: KeyboardEvent) => {
    const isButton = event.target instanceof HTMLElement && event.target.matches('button, select, summary, a');
    if (event.key !== ' ' || isButton) return;
    event.preventDefault();
    if (isPlaying) pause();
    else play();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the space bar is heard here for the slider below
    <div onKeyDown={keys}>
      <p className={styles.now}>
        <span className={styles.step}>{step ? step.title : 'Before the first step'}</span>
        <span className={styles.counts}>{countsText(counts, timeline.revisions.length)}</span>
      </p>
      <NodeGrid
        cells={cells.at(at)}
        label={`Nodes of the recording “${data.title}”`}
        legend={legend}
        table={false}
        className={styles.grid ?? ''}
        idle={timeline.nodes.length > 40 ? 'Point at a cell to see its node.' : 'Point at a node to see its pods.'}
      />
      <Controls data={data} clock={clock} speed={speed} setSpeed={setSpeed} />
    </div>
  );
}

/** How long all of it takes at its own pace, pauses shortened. */
function playedIn(moments: readonly number[]): number {
  let at = 0;
  let played = 0;
  const end = moments.at(-1) ?? 0;
  for (; at < end && played < 600_000; played += 500) at = advance(moments, at, 500);
  return played;
}
