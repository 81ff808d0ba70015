import type { Api } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import type { Node, Pod } from '../placement/types.ts';
import { compareNames } from '../verdict/order.ts';
import { type Timeline, timelineProblems } from '../verdict/timeline.ts';
import { TimelineBuilder } from '../verdict/timeline-builder.ts';
import { PodRecording } from './pod-recording.ts';

// Lists that may come a moment after the last event, while pods still change.
const tries = 20;

/** Records what happens to the pods of a namespace, to be replayed. */
export class TimelineRecording {
  readonly #api: Pick<Api, 'list' | 'watch'>;
  readonly #namespace: string;
  readonly #builder: TimelineBuilder;
  readonly #started = performance.now();
  #recording: PodRecording | undefined;

  private constructor(api: Pick<Api, 'list' | 'watch'>, namespace: string, nodes: readonly string[]) {
    this.#api = api;
    this.#namespace = namespace;
    this.#builder = new TimelineBuilder(nodes);
  }

  /** Begins to record; what happens from when this resolves is in the timeline. */
  static async begin(
    api: Pick<Api, 'list' | 'watch'>,
    { namespace, signal }: { namespace: string; signal: AbortSignal },
  ): Promise<TimelineRecording> {
    const nodes = (await api.list<Node>('/api/v1/nodes')).items.map(({ metadata }) => metadata.name ?? '');
    const timeline = new TimelineRecording(api, namespace, nodes.sort(compareNames));
    timeline.#recording = await PodRecording.begin(api, {
      namespace,
      signal,
      onList: (pods) => {
        for (const pod of pods) timeline.#builder.see({ type: 'ADDED', pod }, 0);
      },
      onEvent: (event) => timeline.#builder.see(event, timeline.#now),
    });
    return timeline;
  }

  /** A step begins. */
  step(id: string): void {
    this.#builder.step(id, this.#now);
  }

  /** Ends the timeline, once it shows what the API server lists. Throws ClusterError where it never does. */
  async finish(): Promise<Timeline> {
    const path = `/api/v1/namespaces/${encodeURIComponent(this.#namespace)}/pods`;
    let problems: string[] = [];
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const { items } = await this.#api.list<Pod>(path);
      await this.#recording?.untilNow();
      const timeline = this.#builder.finish(items, this.#now);
      problems = timelineProblems(timeline);
      if (problems.length === 0) return timeline;
    }
    throw new ClusterError(
      'E_RECORDING',
      `Expected the timeline to end with what the API server lists, but ${problems.slice(0, 3).join('; ')}.`,
    );
  }

  get #now(): number {
    return Math.round(performance.now() - this.#started);
  }
}
