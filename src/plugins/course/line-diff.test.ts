import { describe, expect, it } from 'vitest';
import { changedLines, diffLines, shortened } from './line-diff.ts';

const shown = (first: string, second: string) => diffLines(first, second).map(({ mark, text }) => `${mark}${text}`);
const lines = (...texts: string[]) => `${texts.join('\n')}\n`;

describe('two texts line by line', () => {
  it.each([
    ['the same', lines('a', 'b'), lines('a', 'b'), [' a', ' b']],
    ['one line changed', lines('a', 'b', 'c'), lines('a', 'x', 'c'), [' a', '-b', '+x', ' c']],
    ['one line more', lines('a', 'c'), lines('a', 'b', 'c'), [' a', '+b', ' c']],
    ['one line less, at the end', lines('a', 'b'), lines('a'), [' a', '-b']],
    ['nothing in common', lines('a'), lines('b', 'c'), ['-a', '+b', '+c']],
  ])('%s', (_, first, second, expected) => {
    expect(shown(first, second)).toEqual(expected);
  });

  it('give both texts back', () => {
    const [first, second] = [lines('a', 'b', 'b', 'd', 'e'), lines('b', 'c', 'b', 'e', 'a')];
    const diff = diffLines(first, second);
    const side = (without: string) => lines(...diff.filter(({ mark }) => mark !== without).map(({ text }) => text));
    expect([side('+'), side('-')]).toEqual([first, second]);
  });
});

describe('a comparison that is shortened', () => {
  it('keeps what is near a difference, and says where it leaves out', () => {
    const first = lines('1', '2', '3', '4', '5', '6', '7');
    const second = lines('1', '2', '3', 'x', '5', '6', '7');
    expect(shortened(diffLines(first, second), 1).map(({ mark, text }) => `${mark}${text}`)).toEqual([
      '…',
      ' 3',
      '-4',
      '+x',
      ' 5',
      '…',
    ]);
  });
});

describe('the lines that a solution adds', () => {
  it.each([
    [lines('a', 'd'), lines('a', 'b', 'c', 'd', 'e'), '2-3,5'],
    [lines('a', 'b'), lines('a'), ''],
    [lines('a'), lines('a'), ''],
  ])('%j → %j', (starter, solution, expected) => {
    expect(changedLines(starter, solution)).toBe(expected);
  });
});
