import { describe, expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';
import { parseLines } from './lines.ts';

const file = 'a:\n  b: 1\n  c:\n    d: 2\n    e: 3\nf: 4\n';

describe('an excerpt', () => {
  it('is the whole file where nothing else is asked for', () => {
    expect(excerpt(file, {})).toEqual({ text: file.trimEnd(), marked: '' });
  });

  it('marks lines of the file', () => {
    expect(excerpt(file, { lines: '2,4-5' })).toEqual({ text: file.trimEnd(), marked: '2,4,5' });
  });

  it('says where it leaves out, and marks the lines where they now stand', () => {
    expect(excerpt(file, { only: '3-4', lines: '4' })).toEqual({ text: '…\n  c:\n    d: 2\n    …', marked: '3' });
    expect(excerpt(file, { only: '1,6', lines: '5-6' })).toEqual({ text: 'a:\n  …\nf: 4', marked: '3' });
  });
});

describe('line numbers', () => {
  it.each([
    ['3', [3]],
    ['3-5', [3, 4, 5]],
    ['1-2, 5', [1, 2, 5]],
  ])('%s', (text, lines) => {
    expect(parseLines(text, 5)).toEqual(lines);
  });

  it.each(['', '0', '3-', 'a', '5-3', '6', '1,6', '1 2'])('are not: %j', (text) => {
    expect(parseLines(text, 5)).toBeUndefined();
  });
});
