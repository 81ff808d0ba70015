import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateAt, type Timeline } from '../../../harness/verdict/timeline.ts';
import { sentence } from '../NodeGrid/model.ts';
import { digestOf } from './digest.ts';
import { advance, Cells, cellOf, everyMark, momentsOf } from './moment.ts';
import { Player } from './player.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const paths = globSync(['labs/*/expected/*/timeline.json', 'static/recordings/*.json'], { cwd: root });
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Timeline;

/** The pods on each node as the cells of a player draw them, and as `stateAt` says. */
const drawn = (player: Player) =>
  player.timeline.nodes.map((_, node) => (cellOf(player, node).pods ?? []).map(({ name }) => name).sort());
const said = (timeline: Timeline, at: number) =>
  stateAt(timeline, at).nodes.map(({ pods }) => pods.map(({ name }) => name).sort());

/** Two nodes, a pod on each; the first is replaced by one of a second revision. */
const rollout: Timeline = {
  version: 1,
  nodes: ['worker-1', 'worker-2', 'worker-3'],
  revisions: ['one', 'two'],
  pods: [
    ['a', 0, 0],
    ['b', 1, 0],
    ['c', 0, 1],
  ],
  steps: [
    [0, 'apply'],
    [5000, 'update'],
  ],
  events: [
    [100, 0, 1],
    [100, 1, 1],
    [200, 0, 3],
    [300, 1, 3],
    [6000, 0, 4],
    [6100, 0, 0],
    [6200, 2, 1],
    [7000, 2, 3],
  ],
  end: 8000,
  count: 8,
  last: [0, 3, 3],
};

describe('Player', () => {
  it.each(paths)('%s: shows what stateAt says, wherever it comes from', (path) => {
    const timeline = read(path);
    const player = new Player(timeline);
    fc.assert(
      fc.property(fc.integer({ min: -1, max: timeline.end + 1 }), (at) => {
        player.seek(at);
        expect(drawn(player)).toEqual(said(timeline, at));
      }),
      { numRuns: 25 },
    );
  });

  it('says which nodes something happened to, and only those', () => {
    const player = new Player(rollout);
    expect([...player.seek(150)]).toEqual([0, 1]);
    expect([...player.seek(299)]).toEqual([0]);
    expect([...player.seek(299)]).toEqual([]);
    expect([...player.seek(0)].sort()).toEqual([0, 1]);
  });

  it('counts nodes that wait between two pods, and not those that never had one', () => {
    const player = new Player(rollout);
    expect(player.counts(50)).toEqual({ ready: 0, updated: 0, unavailable: 0, unplaced: 0 });
    expect(player.counts(150)).toEqual({ ready: 0, updated: 0, unavailable: 2, unplaced: 0 });
    expect(player.counts(400)).toEqual({ ready: 2, updated: 2, unavailable: 0, unplaced: 0 });
    expect(player.counts(6150)).toEqual({ ready: 1, updated: 1, unavailable: 1, unplaced: 0 });
    expect(player.counts(7000)).toEqual({ ready: 2, updated: 1, unavailable: 0, unplaced: 0 });
    expect(player.counts(400)).toMatchObject({ updated: 2 });
  });
});

describe('Cells', () => {
  it('keeps what nothing happened to', () => {
    const cells = new Cells(rollout);
    const before = cells.at(400);
    expect(cells.at(5000)).toBe(before);
    const after = cells.at(6150);
    expect(after[1]).toBe(before[1]);
    expect(after.map(({ state }) => state)).toEqual(['empty', 'running', 'empty']);
  });

  it('says in a sentence which pods are there', () => {
    const [first] = new Cells(rollout).at(6250);
    expect(first && sentence(first)).toBe('worker-1 has a pod: not Ready, revision 2.');
  });
});

describe('everyMark', () => {
  it('has each state of each revision once, whenever it occurs', () => {
    const marks = everyMark(rollout).map(({ name }) => name);
    expect(marks).toEqual(['pending 0', 'running 0', 'leaving 0', 'pending 1', 'running 1']);
  });
});

describe('advance', () => {
  const moments = momentsOf(rollout);

  it('goes through busy times as they were, and shortens long pauses', () => {
    expect(advance(moments, 100, 50)).toBe(150);
    expect(advance(moments, 300, 350)).toBe(2650);
    expect(advance(moments, 300, 700)).toBe(5000);
  });

  it('comes to the end and stays there', () => {
    expect(advance(moments, 0, 60_000)).toBe(8000);
    expect(advance(moments, 8000, 100)).toBe(8000);
  });
});

describe('digestOf', () => {
  it('tells how each step ends, and its worst moment', () => {
    const [apply, update] = digestOf(rollout, { apply: 'First', update: 'Then' });
    expect(apply).toMatchObject({ title: 'First', at: 0, until: 5000, worst: 2, after: { ready: 2 } });
    expect(update).toMatchObject({ title: 'Then', until: 8000, worst: 1, after: { ready: 2, updated: 1 } });
  });
});
