import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../placement/types.ts';
import { podState } from './pod-state.ts';
import { stateAt, timelineProblems } from './timeline.ts';
import { TimelineBuilder } from './timeline-builder.ts';
import { timelineSchema } from './timeline-schema.ts';
import { timelineText } from './timeline-text.ts';

const nodes = ['worker-1', 'worker-2', 'worker-3'];
const shapes = ['Pending', 'NotReady', 'Ready', 'Terminating', 'Failed'] as const;
type Shape = (typeof shapes)[number];

function podOf(name: string, shape: Shape, { node, hash }: { node?: string | undefined; hash?: string } = {}): Pod {
  const ready = { type: 'Ready', status: shape === 'Ready' ? ('True' as const) : ('False' as const) };
  const phase = shape === 'Pending' || shape === 'Failed' ? shape : 'Running';
  return {
    metadata: {
      name,
      uid: name,
      ...(hash && { labels: { 'controller-revision-hash': hash } }),
      ...(shape === 'Terminating' && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    },
    spec: node === undefined ? {} : { nodeName: node },
    status: { phase, conditions: [ready] },
  } as Pod;
}

/** A rollout at random: which pod changes, to what; `undefined` deletes it. What no longer exists never returns. */
const changes = fc.array(
  fc.record({
    pod: fc.nat(5),
    shape: fc.option(fc.constantFrom(...shapes), { nil: undefined }),
    after: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 40 },
);

function recorded(list: { pod: number; shape: Shape | undefined; after: number }[]) {
  const builder = new TimelineBuilder(nodes);
  const live = new Map<number, Pod>();
  const gone = new Set<number>();
  let at = 0;
  for (const { pod, shape, after } of list) {
    at += after;
    if (gone.has(pod)) continue;
    const before = live.get(pod);
    const now = podOf(`pod-${pod}`, shape ?? 'Terminating', { node: nodes[pod % 3], hash: `hash-${pod % 2}` });
    if (shape) {
      builder.see({ type: before ? 'MODIFIED' : 'ADDED', pod: now }, at);
      live.set(pod, now);
    } else if (before) {
      builder.see({ type: 'DELETED', pod: now }, at);
      live.delete(pod);
      gone.add(pod);
    }
  }
  return { timeline: builder.finish([...live.values()], at), live: [...live.values()] };
}

describe('a timeline', () => {
  it('replayed to its end gives what the API server listed', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const { timeline, live } = recorded(list);
        expect(timelineProblems(timeline)).toEqual([]);
        const shown = stateAt(timeline, timeline.end).nodes.flatMap(({ name, pods }) =>
          pods.map((pod) => `${pod.name} ${name} ${pod.revision} ${pod.state}`),
        );
        const listed = live.map(
          (pod) =>
            `${pod.metadata.name} ${pod.spec.nodeName} ${pod.metadata.labels?.['controller-revision-hash']} ${podState(pod)}`,
        );
        expect(shown.sort()).toEqual(listed.sort());
      }),
    );
  });

  it('with any event left out is noticed', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (list, which) => {
        const { timeline } = recorded(list);
        fc.pre(timeline.events.length > 0);
        const events = timeline.events.toSpliced(which % timeline.events.length, 1);
        expect(timelineProblems({ ...timeline, events })).not.toEqual([]);
      }),
    );
  });

  it('whose last event of a pod was never seen does not end as the API server listed it', () => {
    const builder = new TimelineBuilder(nodes);
    builder.see({ type: 'ADDED', pod: podOf('a', 'Pending', { node: 'worker-1' }) }, 1);
    const timeline = builder.finish([podOf('a', 'Ready', { node: 'worker-1' })], 9);
    expect(timelineProblems(timeline)).toEqual(['a ends Pending, the API server listed it Ready']);
  });

  it('with a pod of which nothing was ever seen does not end as the API server listed it', () => {
    const timeline = new TimelineBuilder(nodes).finish([podOf('a', 'Ready', { node: 'worker-1' })], 9);
    expect(timelineProblems(timeline)).toEqual(['a ends Gone, the API server listed it Ready']);
  });

  it.each([
    [
      'goes back in time',
      [
        [5, 0, 1],
        [4, 0, 3],
      ],
      'event 1 is out of time',
    ],
    [
      'is about an unknown pod',
      [
        [5, 1, 1],
        [6, 0, 3],
      ],
      'event 0 is about pod 1, which is not listed',
    ],
    [
      'changes nothing',
      [
        [5, 0, 3],
        [6, 0, 3],
      ],
      'event 1 changes nothing',
    ],
  ])('with an event that %s is noticed', (_, events, problem) => {
    const builder = new TimelineBuilder(nodes);
    builder.see({ type: 'ADDED', pod: podOf('a', 'Ready', { node: 'worker-1' }) }, 5);
    const timeline = builder.finish([podOf('a', 'Ready', { node: 'worker-1' })], 9);
    const changed = { ...timeline, count: 2, events: events as [number, number, number][] };
    expect(timelineProblems(changed)).toContain(problem);
  });

  it('shows a moment: the step, each node with its pods, and pods without a node', () => {
    const builder = new TimelineBuilder(nodes);
    builder.step('apply', 0);
    builder.see({ type: 'ADDED', pod: podOf('a', 'Pending', { node: 'worker-2', hash: 'abc' }) }, 10);
    builder.see({ type: 'ADDED', pod: podOf('b', 'Pending') }, 10);
    builder.step('update', 20);
    builder.see({ type: 'MODIFIED', pod: podOf('a', 'Ready', { node: 'worker-2', hash: 'abc' }) }, 30);
    const timeline = builder.finish([], 40);
    expect(stateAt(timeline, 9).unplaced).toEqual([]);
    expect(stateAt(timeline, 29)).toEqual({
      step: 'update',
      nodes: [
        { name: 'worker-1', pods: [] },
        { name: 'worker-2', pods: [{ name: 'a', state: 'Pending', revision: 'abc' }] },
        { name: 'worker-3', pods: [] },
      ],
      unplaced: [{ name: 'b', state: 'Pending', revision: null }],
    });
    expect(stateAt(timeline, 30).nodes[1]?.pods[0]?.state).toBe('Ready');
  });

  it('survives its file', () => {
    const builder = new TimelineBuilder(nodes);
    builder.step('apply', 0);
    builder.see({ type: 'ADDED', pod: podOf('a', 'Ready', { node: 'worker-1', hash: 'abc' }) }, 5);
    const timeline = builder.finish([podOf('a', 'Ready', { node: 'worker-1', hash: 'abc' })], 9);
    expect(timelineSchema.parse(JSON.parse(timelineText(timeline)))).toEqual(timeline);
  });
});
