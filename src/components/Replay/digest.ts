import type { Timeline } from '../../../harness/verdict/timeline.ts';
import { type Counts, Player } from './player.ts';

/** A step of a recording, and what became of the pods in it. */
export interface StepDigest {
  id: string;
  title: string;
  at: number;
  until: number;
  /** How it stands at the end of the step. */
  after: Counts;
  /** The most nodes that were without a Ready pod at once during the step. */
  worst: number;
}

/** Each step of a timeline in numbers: its textual alternative. */
export function digestOf(timeline: Timeline, titles: Readonly<Record<string, string>>): StepDigest[] {
  const { steps, events, end } = timeline;
  const player = new Player(timeline);
  return steps.map(([at, id], index) => {
    const until = steps[index + 1]?.[0] ?? end;
    // What is so the moment before the next step begins.
    const last = index + 1 < steps.length ? until - 1 : end;
    let worst = 0;
    for (const moment of new Set(events.map(([when]) => when)))
      if (moment >= at && moment <= last) worst = Math.max(worst, player.counts(moment).unavailable);
    return { id, title: titles[id] ?? id, at, until, after: player.counts(last), worst };
  });
}

/** `0.4 s`, `1 min 5 s`. */
export function timeText(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What became of the pods in a step, in a sentence. */
export function digestText({ after, worst }: StepDigest): string {
  const end = `at its end ${nodes(after.ready)} ${after.ready === 1 ? 'has' : 'have'} a Ready pod`;
  const left = after.unavailable > 0 ? `, ${nodes(after.unavailable)} none` : '';
  const most = worst > after.unavailable ? `; on the way up to ${nodes(worst)} had none` : '';
  return `${end}${left}${most}`;
}

const nodes = (count: number) => `${count} ${count === 1 ? 'node' : 'nodes'}`;

/** The line of counts under the grid. */
export function countsText({ ready, updated, unavailable, unplaced }: Counts, revisions: number): string {
  const parts = [
    `${ready} Ready`,
    ...(revisions > 1 ? [`${updated} of the latest revision`] : []),
    `${unavailable} without a Ready pod`,
    ...(unplaced > 0 ? [`${unplaced} on no node`] : []),
  ];
  return parts.join(' · ');
}
