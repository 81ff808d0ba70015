import { type Timeline, timelineStates } from '../../../harness/verdict/timeline.ts';
import type { CellState, GridCell, GridPod, PodMark } from '../NodeGrid/model.ts';
import { Player } from './player.ts';

const marks: Record<(typeof timelineStates)[number], PodMark | undefined> = {
  Gone: undefined,
  Pending: 'pending',
  NotReady: 'pending',
  Ready: 'running',
  Terminating: 'leaving',
  Failed: 'off',
  Succeeded: 'off',
  Unknown: 'off',
};
const markOf = timelineStates.map((state) => marks[state]);

/** The state of a cell, of its pods: the best of them counts. */
function stateOf(pods: readonly GridPod[]): CellState {
  for (const mark of ['running', 'pending', 'off', 'leaving'] as const)
    if (pods.some(({ state }) => state === mark)) return mark;
  return 'empty';
}

/** The pods of one node now. */
export function cellOf({ timeline, states, podsOf }: Player, node: number): GridCell {
  const { nodes, pods, revisions } = timeline;
  const drawn: GridPod[] = [];
  for (const pod of podsOf[node] ?? []) {
    const state = markOf[states[pod] ?? 0];
    const [name, , revision] = pods[pod] ?? ['', null, null];
    if (state) drawn.push({ name, state, ...(revisions.length > 1 && revision !== null && { revision }) });
  }
  return { name: nodes[node] ?? '', state: stateOf(drawn), pods: drawn };
}

/** The cells of a timeline, kept from moment to moment: only nodes to which something happened are drawn anew. */
export class Cells {
  readonly #player: Player;
  #cells: readonly GridCell[];

  /** It has a player of its own: whoever else moved that one would keep what happens from being seen. */
  constructor(timeline: Timeline) {
    this.#player = new Player(timeline);
    this.#cells = timeline.nodes.map((_, node) => cellOf(this.#player, node));
  }

  /** The cells at a moment; the very same array while nothing happens. */
  at(ms: number): readonly GridCell[] {
    const touched = this.#player.seek(ms);
    if (touched.size === 0) return this.#cells;
    const next = [...this.#cells];
    for (const node of touched) next[node] = cellOf(this.#player, node);
    this.#cells = next;
    return next;
  }
}

/** A cell for each state and revision that occurs anywhere in a timeline, so that its legend stays as it is. */
export function everyMark({ events, pods, revisions }: Timeline): GridCell[] {
  const seen = new Map<string, GridCell>();
  for (const [, pod, state] of events) {
    const mark = markOf[state];
    if (!mark) continue;
    const revision = pods[pod]?.[2] ?? null;
    const drawn = { state: mark, ...(revisions.length > 1 && revision !== null && { revision }) };
    const name = `${mark} ${revision}`;
    if (!seen.has(name)) seen.set(name, { name, state: mark, pods: [drawn] });
  }
  return [...seen.values()];
}

/** Pauses longer than this are shortened when a timeline is not played as real. */
const longestPause = 700;

/** Moments at which something happens, with the beginning and the end, without repetition. */
export function momentsOf({ events, steps, end }: Timeline): number[] {
  const all = [0, ...events.map(([at]) => at), ...steps.map(([at]) => at), end];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** How far to go from a moment in so many milliseconds of watching; a long pause passes in a fixed time. */
export function advance(moments: readonly number[], from: number, ms: number): number {
  let at = from;
  let left = ms;
  // The first moment behind this one, by halving.
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < moments.length && left > 0; index += 1) {
    const next = moments[index] ?? at;
    const pause = next - (moments[index - 1] ?? 0);
    const rate = Math.max(1, pause / longestPause);
    const needed = (next - at) / rate;
    if (needed > left) return at + left * rate;
    left -= needed;
    at = next;
  }
  return at;
}
