import { podTarget } from '../placement/index.ts';
import type { Pod } from '../placement/types.ts';
import { podState } from './pod-state.ts';
import { podHash } from './revision.ts';
import type { PodEvent } from './throughout.ts';
import { type Timeline, type TimelineState, timelineStates } from './timeline.ts';

/** Makes a timeline of the events of a watch, as they come. It is told the time, since it knows no clock. */
export class TimelineBuilder {
  readonly #nodes: Map<string, number>;
  readonly #revisions = new Map<string, number>();
  /** Place of each pod, by UID. */
  readonly #places = new Map<string, number>();
  readonly #pods: Timeline['pods'] = [];
  readonly #states: number[] = [];
  readonly #steps: Timeline['steps'] = [];
  readonly #events: Timeline['events'] = [];

  constructor(nodes: readonly string[]) {
    this.#nodes = new Map(nodes.map((name, index) => [name, index]));
  }

  /** A step begins. */
  step(id: string, at: number): void {
    this.#steps.push([at, id]);
  }

  /** Takes in an event; one that changes neither state nor place of a pod leaves no trace. */
  see({ type, pod }: PodEvent, at: number): void {
    const index = this.#placeOf(pod);
    const state = type === 'DELETED' ? placeOfState('Gone') : placeOfState(podState(pod));
    if (this.#states[index] === state) return;
    this.#states[index] = state;
    this.#events.push([at, index, state]);
  }

  /** The timeline up to now. `listed` are the pods that the API server lists at this moment. */
  finish(listed: readonly Pod[], at: number): Timeline {
    for (const pod of listed) this.#placeOf(pod);
    const present = new Map(listed.map((pod) => [pod.metadata.uid ?? '', placeOfState(podState(pod))]));
    return {
      version: 1,
      nodes: [...this.#nodes.keys()],
      revisions: [...this.#revisions.keys()],
      pods: this.#pods,
      steps: this.#steps,
      events: this.#events,
      end: at,
      count: this.#events.length,
      last: [...this.#places.keys()].map((uid) => present.get(uid) ?? placeOfState('Gone')),
    };
  }

  #placeOf(pod: Pod): number {
    const uid = pod.metadata.uid ?? '';
    const target = podTarget(pod);
    const node = target === undefined ? null : placeIn(this.#nodes, target);
    const known = this.#places.get(uid);
    const entry = known === undefined ? undefined : this.#pods[known];
    if (known !== undefined && entry) {
      // A pod that the scheduler binds is on that node from then on.
      entry[1] ??= node;
      return known;
    }
    const hash = podHash(pod);
    const index = this.#pods.length;
    this.#places.set(uid, index);
    this.#pods.push([pod.metadata.name ?? '', node, hash === null ? null : placeIn(this.#revisions, hash)]);
    this.#states.push(placeOfState('Gone'));
    return index;
  }
}

function placeIn(places: Map<string, number>, name: string): number {
  const place = places.get(name) ?? places.size;
  places.set(name, place);
  return place;
}

const placeOfState = (state: TimelineState) => timelineStates.indexOf(state);
