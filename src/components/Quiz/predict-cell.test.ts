import { expect, it } from 'vitest';
import { cellOf } from './predict-cell.ts';

const node = { name: 'a', labels: [], taints: [], reason: 'so it is' };
const states = (checked: boolean) =>
  [true, false].map((runs) => [true, false].map((chosen) => cellOf({ ...node, runs }, chosen, checked).state));

it('gives nothing away before the check', () => {
  expect(states(false)).toEqual([
    ['running', 'empty'],
    ['running', 'empty'],
  ]);
  expect(cellOf({ ...node, runs: true }, false, false).reason).toBeUndefined();
});

it('tells the four outcomes apart after it, with the reason', () => {
  expect(states(true)).toEqual([
    ['running', 'missing'],
    ['unwanted', 'none'],
  ]);
  expect(cellOf({ ...node, runs: true }, false, true).reason).toBe('so it is');
});
