import { describe, expect, it } from 'vitest';
import { matchesSelector, parseLabelSelector, SelectorError } from './index.ts';

const matches = (selector: string, labels: Record<string, string>) =>
  matchesSelector(parseLabelSelector(selector), labels);

describe('parseLabelSelector and matchesSelector', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['', {}, true],
    ['disk=ssd', { disk: 'ssd' }, true],
    ['disk==ssd', { disk: 'hdd' }, false],
    ['disk!=ssd', {}, true],
    ['disk!=ssd', { disk: 'ssd' }, false],
    ['disk', { disk: '' }, true],
    ['disk', {}, false],
    ['!disk', {}, true],
    ['! disk', { disk: 'ssd' }, false],
    ['disk=', { disk: '' }, true],
    ['disk=', {}, false],
    ['disk in (ssd, nvme)', { disk: 'nvme' }, true],
    ['disk in (ssd,)', { disk: '' }, true],
    ['disk notin (ssd)', {}, true],
    ['disk notin ()', { disk: '' }, false],
    ['a=1,b in (2),!c', { a: '1', b: '2' }, true],
    ['a=1,b in (2),!c', { a: '1', b: '2', c: '' }, false],
    ['in=notin', { in: 'notin' }, true],
    ['in in (in)', { in: 'in' }, true],
    ['cpus>4,cpus<10', { cpus: '9' }, true],
    ['cpus>4', { cpus: '4' }, false],
    ['example.com/disk=ssd', { 'example.com/disk': 'ssd' }, true],
    ['toString', {}, false],
  ])('`%s` on %j: %s', (selector, labels, expected) => {
    expect(matches(selector, labels)).toBe(expected);
  });

  it.each([
    ['disk in ssd', 9, 'expected `(` but found `ssd`'],
    ['disk=ssd nvme', 10, 'expected `,` or the end but found `nvme`'],
    ['disk=ssd,', 10, 'expected a label key but found the end'],
    [',disk', 1, 'expected a label key but found `,`'],
    ['!disk=ssd', 6, 'expected `,` or the end after `!key` but found `=`'],
    ['disk=ssd=x', 9, 'expected `,` or the end but found `=`'],
    ['disk in (ssd', 13, 'expected `,` or `)` but found the end'],
    ['a=b, x/y/z', 6, 'x/y/z is no label key: it has more than one /'],
    ['cpus>many', 1, 'Gt needs an integer, not many'],
    [
      'disk=-ssd',
      1,
      '-ssd is no label value: it must be empty, or consist of letters, digits, -, _ and ., and begin and end with a letter or digit',
    ],
  ])('refuses `%s` at column %i', (selector, column, problem) => {
    expect(() => parseLabelSelector(selector)).toThrow(new SelectorError(problem, column));
  });
});
