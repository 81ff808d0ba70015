import { describe, expect, it } from 'vitest';
import { answer, cellWords, dotsOf, type GridCell, groupsOf, legendOf, rowsOf, sentence, summary } from './model.ts';
import { drawMosaic, layoutFor, pitch } from './mosaic.ts';
import { neighbour } from './neighbour.ts';

const cell = (name: string, state: GridCell['state'], more: Partial<GridCell> = {}): GridCell => ({
  name,
  state,
  ...more,
});
const states = Object.keys(cellWords) as GridCell['state'][];

describe('a cell', () => {
  it('says in one sentence what is so, and why', () => {
    const reason = 'label disk is absent, but nodeSelector asks for ssd';
    expect(sentence(cell('worker-2', 'none', { reason }))).toBe(`worker-2 gets no pod: ${reason}.`);
    expect(sentence(cell('worker-1', 'running'))).toBe('worker-1 runs a pod.');
  });

  it('says what several pods do', () => {
    const pods = [
      { state: 'leaving', revision: 0 },
      { state: 'pending', revision: 1 },
    ] as const;
    expect(answer(cell('a', 'pending', { pods }))).toBe(
      'has 2 pods: on its way out, revision 1; not Ready, revision 2',
    );
  });

  it('has a dot where there is a pod, and none elsewhere', () => {
    const withDots = states.filter((state) => dotsOf(cell('a', state)).length > 0);
    expect(withDots.sort()).toEqual(['leaving', 'off', 'pending', 'running', 'unwanted']);
    expect(dotsOf(cell('a', 'running', { pods: [] }))).toEqual([]);
  });

  it('never looks like one of another state', () => {
    const drawn = states.map((state) => JSON.stringify(drawMosaic([cell('a', state)], 1)));
    expect(new Set(drawn).size).toBe(states.length);
    const revisions = [0, 1, 2].map((revision) =>
      JSON.stringify(drawMosaic([cell('a', 'running', { pods: [{ state: 'running', revision }] })], 1)),
    );
    expect(new Set(revisions).size).toBe(3);
  });

  it('shows a taint as a notch', () => {
    expect(drawMosaic([cell('a', 'none', { taints: ['gpu:NoSchedule'] })], 1).notch).toBeDefined();
    expect(drawMosaic([cell('a', 'none')], 1).notch).toBeUndefined();
  });
});

describe('a grid', () => {
  const cells = [cell('a', 'running'), cell('b', 'none', { reason: 'x' }), cell('c', 'running')];

  it('is told in a sentence, and explains only what it shows', () => {
    expect(summary(cells)).toBe('3 nodes: 2 with a pod, 1 not eligible.');
    expect(summary([cell('a', 'empty')])).toBe('1 node.');
    expect(legendOf(cells)).toEqual(['running', 'none']);
  });

  it('has a row for each node, and above the limit one for each answer', () => {
    expect(rowsOf(cells).map(({ nodes }) => nodes)).toEqual([['a'], ['b'], ['c']]);
    const many = Array.from({ length: 60 }, (_, at) =>
      cell(`n${at}`, at % 2 ? 'none' : 'running', { reason: at % 2 ? 'x' : 'y' }),
    );
    expect(rowsOf(many).map(({ nodes, reason }) => [nodes.length, reason])).toEqual([
      [30, 'y'],
      [30, 'x'],
    ]);
  });

  it('keeps groups together in the order in which they come', () => {
    const grouped = [
      cell('a', 'empty', { group: 'x' }),
      cell('b', 'empty', { group: 'y' }),
      cell('c', 'empty', { group: 'x' }),
    ];
    expect(groupsOf(grouped).map(({ title, cells: own }) => [title, own.map(({ name }) => name)])).toEqual([
      ['x', ['a', 'c']],
      ['y', ['b']],
    ]);
  });
});

describe('the mosaic', () => {
  it.each([320, 700, 1200, 1900])('of 1,000 nodes fits into %i pixels, its cells large enough to see', (width) => {
    const { columns, cell: size } = layoutFor(1000, width);
    expect(columns * size).toBeLessThanOrEqual(width);
    expect(size).toBeGreaterThanOrEqual(10);
  });

  it('draws every cell in its place', () => {
    const cells = Array.from({ length: 7 }, (_, at) => cell(`n${at}`, 'running'));
    const starts = drawMosaic(cells, 3).cell?.match(/M[^h]+/g);
    expect(starts).toHaveLength(7);
    expect(starts?.[4]).toBe(`M${pitch + 1} ${pitch + 1}`);
  });
});

describe('neighbour', () => {
  // Two rows of three and a last of one.
  const boxes = Array.from({ length: 7 }, (_, at) => ({
    left: (at % 3) * 100,
    top: Math.floor(at / 3) * 50,
    width: 90,
    height: 40,
  }));

  it.each([
    ['ArrowRight', 2, 3],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, 6],
    ['ArrowUp', 6, 3],
    ['Home', 4, 0],
    ['End', 4, 6],
  ])('%s leads from %i to %i', (key, from, to) => expect(neighbour(boxes, from, key)).toBe(to));

  it.each([
    ['ArrowLeft', 0],
    ['ArrowRight', 6],
    ['ArrowUp', 1],
    ['ArrowDown', 6],
    ['a', 2],
  ])('%s leads from %i nowhere', (key, from) => expect(neighbour(boxes, from, key)).toBeUndefined());
});
