import type { Timeline } from './timeline-schema.ts';
import { type TimelineState, timelineStates } from './timeline-states.ts';

// The schema stands apart: whoever replays a timeline in a browser needs no zod.
export type { Timeline } from './timeline-schema.ts';
export { type TimelineState, timelineStates } from './timeline-states.ts';

/** A pod at one moment of a timeline. */
export interface TimelinePod {
  name: string;
  state: Exclude<TimelineState, 'Gone'>;
  revision: string | null;
}

/** The pods on each node, and those without one, at a moment of a timeline. */
export interface TimelineMoment {
  /** Id of the step that ran at that time. */
  step: string | undefined;
  nodes: { name: string; pods: TimelinePod[] }[];
  unplaced: TimelinePod[];
}

/** What a timeline shows `at` so many milliseconds after it began. */
export function stateAt(timeline: Timeline, at: number): TimelineMoment {
  const states = new Array<number>(timeline.pods.length).fill(0);
  for (const [when, pod, state] of timeline.events) {
    if (when > at) break;
    states[pod] = state;
  }
  const nodes = timeline.nodes.map((name) => ({ name, pods: [] as TimelinePod[] }));
  const unplaced: TimelinePod[] = [];
  for (const [index, [name, node, revision]] of timeline.pods.entries()) {
    const state = timelineStates[states[index] ?? 0] ?? 'Unknown';
    if (state === 'Gone') continue;
    const held = node === null ? unplaced : nodes[node]?.pods;
    held?.push({ name, state, revision: revision === null ? null : (timeline.revisions[revision] ?? null) });
  }
  const step = timeline.steps.findLast(([when]) => when <= at)?.[1];
  return { step, nodes, unplaced };
}

/** Why a timeline cannot be what happened: replayed to its end it must give what the API server listed, and miss no event. */
export function timelineProblems(timeline: Timeline): string[] {
  const { pods, nodes, revisions, events, end, count, last } = timeline;
  const problems: string[] = [];
  if (events.length !== count) problems.push(`expected ${count} events, found ${events.length}`);
  if (last.length !== pods.length) problems.push(`expected a last state of ${pods.length} pods, found ${last.length}`);
  for (const [name, node, revision] of pods) {
    if ((node ?? 0) >= nodes.length && node !== null) problems.push(`${name} is on node ${node}, which is not listed`);
    if (revision !== null && revision >= revisions.length)
      problems.push(`${name} is of revision ${revision}, which is not listed`);
  }
  const states = new Array<number>(pods.length).fill(0);
  let before = 0;
  for (const [index, [when, pod, state]] of events.entries()) {
    if (when < before || when > end) problems.push(`event ${index} is out of time`);
    if (states[pod] === undefined) problems.push(`event ${index} is about pod ${pod}, which is not listed`);
    else if (states[pod] === state) problems.push(`event ${index} changes nothing`);
    states[pod] = state;
    before = when;
  }
  for (const [index, [name]] of pods.entries())
    if (states[index] !== last[index])
      problems.push(`${name} ends ${word(states[index])}, the API server listed it ${word(last[index])}`);
  return problems;
}

const word = (state: number | undefined) => timelineStates[state ?? 0] ?? `as ${state}`;
