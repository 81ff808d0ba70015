import { type Timeline, timelineStates } from '../../../harness/verdict/timeline.ts';

const gone = timelineStates.indexOf('Gone');
const ready = timelineStates.indexOf('Ready');
const terminating = timelineStates.indexOf('Terminating');

/** How many pods are in which condition at a moment. */
export interface Counts {
  /** Nodes with a Ready pod. */
  ready: number;
  /** Nodes with a Ready pod of the revision that was made last. */
  updated: number;
  /** Nodes without a Ready pod, between their first pod and their last. */
  unavailable: number;
  /** Pods that are on no node. */
  unplaced: number;
}

/** When a node has business with pods: from the first of its pods to the last. */
interface Span {
  from: number;
  to: number;
}

/**
 * Goes through a timeline forwards and backwards, event by event, so that a moment nearby costs little: it says the same as
 * `stateAt`, which goes through all of it each time.
 */
export class Player {
  readonly timeline: Timeline;
  /** State of each pod now, by its place in the timeline. */
  readonly states: Uint8Array;
  /** Places of the pods of each node, by the place of the node. */
  readonly podsOf: readonly (readonly number[])[];
  /** Which state each event ended, to go back to. */
  readonly #before: Uint8Array;
  readonly #spans: readonly Span[];
  #next = 0;

  constructor(timeline: Timeline) {
    this.timeline = timeline;
    const { pods, nodes, events } = timeline;
    this.states = new Uint8Array(pods.length);
    this.#before = new Uint8Array(events.length);
    const podsOf = nodes.map((): number[] => []);
    for (const [index, [, node]] of pods.entries()) if (node !== null) podsOf[node]?.push(index);
    this.podsOf = podsOf;
    const states = new Uint8Array(pods.length);
    for (const [index, [, pod, state]] of events.entries()) {
      this.#before[index] = states[pod] ?? 0;
      states[pod] = state;
    }
    this.#spans = spansOf(timeline);
  }

  /** How many events have happened; while it stays the same, so does everything. */
  get position(): number {
    return this.#next;
  }

  /** Goes to a moment; says which nodes' pods are in another state than before, by place. */
  seek(at: number): Set<number> {
    const { events, pods } = this.timeline;
    const touched = new Set<number>();
    const set = (pod: number, state: number) => {
      this.states[pod] = state;
      const node = pods[pod]?.[1];
      if (typeof node === 'number') touched.add(node);
    };
    for (let event = events[this.#next]; event && event[0] <= at; event = events[this.#next]) {
      set(event[1], event[2]);
      this.#next += 1;
    }
    for (let event = events[this.#next - 1]; event && event[0] > at; event = events[this.#next - 1]) {
      this.#next -= 1;
      set(event[1], this.#before[this.#next] ?? 0);
    }
    return touched;
  }

  /** The revision that pods are made from now: that of the pod made last. */
  get revision(): number | null {
    const { events, pods } = this.timeline;
    for (let index = this.#next - 1; index >= 0; index -= 1) {
      const [, pod, state] = events[index] ?? [0, 0, gone];
      if (state !== gone && this.#before[index] === gone) return pods[pod]?.[2] ?? null;
    }
    return null;
  }

  /** What the counts are at a moment; goes there. */
  counts(at: number): Counts {
    this.seek(at);
    const { pods } = this.timeline;
    const { revision } = this;
    const counts: Counts = { ready: 0, updated: 0, unavailable: 0, unplaced: 0 };
    for (const [node, own] of this.podsOf.entries()) {
      let isReady = false;
      let isUpdated = false;
      for (const pod of own) {
        if (this.states[pod] !== ready) continue;
        isReady = true;
        isUpdated ||= pods[pod]?.[2] === revision;
      }
      const span = this.#spans[node];
      if (isReady) counts.ready += 1;
      else if (span && span.from <= at && at < span.to) counts.unavailable += 1;
      if (isUpdated) counts.updated += 1;
    }
    for (const [pod, [, node]] of pods.entries())
      if (node === null && this.states[pod] !== gone && this.states[pod] !== terminating) counts.unplaced += 1;
    return counts;
  }
}

/** From when to when each node has, or waits for the next of, its pods; without an end when it has one at the end. */
function spansOf({ nodes, pods, events }: Timeline): Span[] {
  const spans = nodes.map((): Span => ({ from: Number.POSITIVE_INFINITY, to: 0 }));
  const last = new Uint8Array(pods.length);
  for (const [at, pod, state] of events) {
    last[pod] = state;
    const span = spans[pods[pod]?.[1] ?? -1];
    if (!span) continue;
    span.from = Math.min(span.from, at);
    // What follows its pod's end is not its business, unless another pod comes.
    span.to = Math.max(span.to, at);
  }
  for (const [pod, [, node]] of pods.entries()) {
    const span = spans[node ?? -1];
    if (span && last[pod] !== gone && last[pod] !== terminating) span.to = Number.POSITIVE_INFINITY;
  }
  return spans;
}
