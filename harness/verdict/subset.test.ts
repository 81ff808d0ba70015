import { describe, expect, it } from 'vitest';
import { differences } from './subset.ts';

describe('differences', () => {
  it.each([
    ['other keys are free', { a: 1 }, { a: 1, b: 2 }, []],
    ['a number is no text', { a: 1 }, { a: '1' }, ['a: expected 1, found "1"']],
    ['nothing is not zero', { a: 0 }, {}, ['a: expected 0, found nothing']],
    ['nothing is not false', { a: false }, {}, ['a: expected false, found nothing']],
    ['null is nothing', { a: null }, {}, []],
    ['null is not something', { a: null }, { a: 0 }, ['a: expected nothing, found 0']],
    ['null is not an empty list', { a: null }, { a: [] }, ['a: expected nothing, found []']],
    ['a key with [] takes any list that has the item', { 'a[]': [{ k: 1 }] }, { a: [{ k: 2 }, { k: 1, l: 2 }] }, []],
    ['a key with [] wants each item', { 'a[]': [1, 3] }, { a: [1, 2] }, ['a[]: expected 3, found [1,2]']],
    ['a key with [] wants a list', { 'a[]': [1] }, { a: 1 }, ['a[]: expected 1, found 1']],
    ['a key with [] wants the list to be there', { 'a[]': [1] }, {}, ['a[]: expected 1, found nothing']],
    ['a map is no list', { a: { 0: 'x' } }, { a: ['x'] }, ['a: expected {"0":"x"}, found ["x"]']],
    ['a list has its length', { a: [1] }, { a: [1, 2] }, ['a: expected [1], found [1,2]']],
    ['an empty list is not any list', { a: [] }, { a: [1] }, ['a: expected [], found [1]']],
    ['a list has its order', { a: [1, 2] }, { a: [2, 1] }, ['a[0]: expected 1, found 2', 'a[1]: expected 2, found 1']],
    ['maps in lists are subsets', { a: [{ k: 1 }] }, { a: [{ k: 1, l: 2 }] }, []],
    [
      'each difference is named',
      { s: { x: 1, y: 2 } },
      { s: { x: 3, y: 4 } },
      ['s.x: expected 1, found 3', 's.y: expected 2, found 4'],
    ],
  ])('%s', (_title, expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});
