import { describe, expect, it } from 'vitest';
import { answerIn, merged, nothing, readRecord, withLab, withoutLesson, withTry } from './record.ts';

const once = withTry(nothing, 'placement/pending', 'typo', false);

describe('withTry', () => {
  it('counts tries until the answer is right, and no further', () => {
    const right = withTry(once, 'placement/pending', 'typo', true);
    expect(answerIn(right, 'placement/pending', 'typo')).toEqual({ tries: 2, right: true });
    expect(withTry(right, 'placement/pending', 'typo', false)).toBe(right);
  });

  it('keeps lessons and questions apart', () => {
    const both = withTry(withTry(once, 'placement/pending', 'other', true), 'concepts/first', 'typo', true);
    expect(both.lessons).toEqual({
      'placement/pending': { typo: { tries: 1, right: false }, other: { tries: 1, right: true } },
      'concepts/first': { typo: { tries: 1, right: true } },
    });
    expect(withoutLesson(both, 'placement/pending').lessons).toEqual({
      'concepts/first': { typo: { tries: 1, right: true } },
    });
  });
});

describe('withLab', () => {
  it('marks a lab once and takes the mark away', () => {
    const done = withLab(withLab(nothing, 'pending', true), 'pending', true);
    expect(done.labs).toEqual(['pending']);
    expect(withLab(done, 'pending', false).labs).toEqual([]);
  });
});

describe('readRecord', () => {
  it('reads what was written', () => {
    const record = withLab(once, 'pending', true);
    expect(readRecord(JSON.stringify(record))).toEqual(record);
  });

  it.each(['', 'x', 'null', '[]', '7', '{}', '{"version":2,"lessons":{},"labs":[]}', '{"version":"1"}'])(
    'says of %s that it is no record',
    (text) => {
      expect(readRecord(text)).toBeUndefined();
    },
  );

  it('leaves out what is no answer and no lab', () => {
    const lessons = {
      a: { x: { tries: 0, right: true }, y: { tries: 2, right: 'yes' }, z: 1, ok: { tries: 1, right: true, more: 1 } },
      b: [],
      c: null,
    };
    expect(readRecord(JSON.stringify({ version: 1, lessons, labs: ['a', 1, null, 'a'] }))).toEqual({
      version: 1,
      lessons: { a: { ok: { tries: 1, right: true } }, b: {}, c: {} },
      labs: ['a'],
    });
    expect(readRecord('{"version":1,"labs":"all","lessons":7}')).toEqual(nothing);
  });

  it('lets no name reach a prototype', () => {
    const record = readRecord('{"version":1,"lessons":{"__proto__":{"x":{"tries":1,"right":true}}}}') ?? nothing;
    expect(answerIn(record, 'toString', 'length')).toBeUndefined();
    expect(answerIn(nothing, '__proto__', 'x')).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('merged', () => {
  it('takes the better of two answers, whichever record comes first', () => {
    const answers = (tries: number, right: boolean) => ({ ...nothing, lessons: { a: { x: { tries, right } } } });
    const cases: [number, boolean, number, boolean, number, boolean][] = [
      [3, true, 1, false, 3, true],
      [3, true, 1, true, 1, true],
      [3, false, 1, false, 3, false],
    ];
    for (const [triesA, rightA, triesB, rightB, tries, right] of cases) {
      const [a, b] = [answers(triesA, rightA), answers(triesB, rightB)];
      expect(merged(a, b)).toEqual(answers(tries, right));
      expect(merged(b, a)).toEqual(answers(tries, right));
    }
  });

  it('loses nothing of either', () => {
    const other = withLab(withTry(nothing, 'concepts/first', 'y', true), 'pending', true);
    const both = merged(withLab(once, 'cordon', true), other);
    expect(Object.keys(both.lessons)).toEqual(['placement/pending', 'concepts/first']);
    expect(both.labs).toEqual(['cordon', 'pending']);
  });
});
