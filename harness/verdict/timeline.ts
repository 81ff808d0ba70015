import * as z from 'zod';
import type { PodState } from './pod-state.ts';

/** The states of a pod in a timeline; an event names one by its place here. Gone is both before a pod is made and after it. */
export const timelineStates = [
  'Gone',
  'Pending',
  'NotReady',
  'Ready',
  'Terminating',
  'Failed',
  'Succeeded',
  'Unknown',
] as const satisfies readonly ('Gone' | PodState)[];
export type TimelineState = (typeof timelineStates)[number];

const place = z.int().min(0);
const ms = z.int().min(0).describe('Milliseconds since the recording began');

/** What happened to pods during a lab or a rollout, as the watch of a real run told it; compact, and made to be replayed. */
export const timelineSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format'),
    nodes: z.array(z.string()).describe('Names of the nodes'),
    revisions: z.array(z.string()).describe('Revisions of the template, by the hash that their pods carry'),
    pods: z
      .array(z.tuple([z.string(), place.nullable(), place.nullable()]))
      .describe('Each pod: name, place of its node in `nodes`, place of its revision in `revisions`; null for none'),
    steps: z.array(z.tuple([ms, z.string()])).describe('The steps: when it began, and its id'),
    events: z
      .array(z.tuple([ms, place, place.max(timelineStates.length - 1)]))
      .describe(
        `Each change, in the order of their resource versions: when, place of the pod in \`pods\`, its new state (${timelineStates.map((state, at) => `${at} ${state}`).join(', ')})`,
      ),
    end: ms.describe('When the recording ended'),
    count: place.describe('How many events there are'),
    last: z
      .array(place.max(timelineStates.length - 1))
      .describe('The state of each pod that the API server listed at the end, by which the events are checked'),
  })
  .describe('A timeline of pods, recorded in a real run');
export type Timeline = z.output<typeof timelineSchema>;

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
