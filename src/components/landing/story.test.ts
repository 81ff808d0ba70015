import { describe, expect, it } from 'vitest';
import { framesOfStory } from './story.ts';

const frames = framesOfStory();
const last = frames.at(-1);
const statesAt = (at: number) => frames[at]?.cells.map(({ state }) => state);

describe('the story of the first page', () => {
  it('begins with nodes on which nothing runs', () => {
    expect(statesAt(0)).toEqual(['empty', 'empty', 'empty']);
  });

  it('ends with a pod on every node but the tainted one, for the reason that the placement model gives', () => {
    expect(last?.cells.map(({ name, state }) => [name, state])).toEqual([
      ['worker-1', 'running'],
      ['worker-2', 'running'],
      ['worker-3', 'running'],
      ['worker-4', 'running'],
      ['worker-5', 'none'],
      ['worker-6', 'running'],
    ]);
    expect(last?.cells[4]?.reason).toBe('its taint gpu=true:NoExecute is not tolerated');
  });

  it('changes one pod at a time, and never shows a node that is not meant with a pod that stays', () => {
    for (const [at, { cells }] of frames.entries()) {
      const before = frames[at - 1]?.cells ?? [];
      const changed = before.filter(({ name, state }) => cells.find((cell) => cell.name === name)?.state !== state);
      expect(changed.length, `frame ${at}`).toBeLessThanOrEqual(1);
    }
    const tainted = frames.filter(({ cells }) => cells[4]?.taints?.length);
    expect(tainted.map(({ cells }) => cells[4]?.state)).toEqual(['running', 'leaving', 'none']);
  });

  it('is told in less than twenty seconds and moves within the first two', () => {
    expect(frames.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(20_000);
    expect(frames[0]?.ms).toBeLessThan(2000);
  });
});
