import { describe, expect, it } from 'vitest';
import { minutesLeft, progressIn } from './lesson-state.ts';
import { nothing, withLab, withTry } from './record.ts';

const lesson = { id: 'a/b', questions: ['one', 'two'], labs: ['lab'] };
const timed = { ...lesson, reading: 6, labs: [{ slug: 'lab', minutes: 10 }] };
const answered = withTry(withTry(nothing, 'a/b', 'one', true), 'a/b', 'two', true);

describe('progressIn', () => {
  it('tells a lesson that was never opened from one that was begun', () => {
    expect(progressIn(nothing, lesson).state).toBe('new');
    expect(progressIn(withTry(nothing, 'a/b', 'one', false), lesson)).toEqual({ state: 'begun', right: 0, done: [] });
    expect(progressIn(withLab(nothing, 'lab', true), lesson).state).toBe('begun');
  });

  it('asks for every question and every lab', () => {
    expect(progressIn(answered, lesson).state).toBe('begun');
    expect(progressIn(withLab(answered, 'lab', true), lesson)).toEqual({ state: 'finished', right: 2, done: ['lab'] });
    expect(progressIn(answered, { ...lesson, labs: [] }).state).toBe('finished');
  });

  it('does not call a lesson finished that has a new question', () => {
    expect(progressIn(answered, { ...lesson, questions: ['one', 'two', 'three'], labs: [] }).state).toBe('begun');
  });
});

describe('minutesLeft', () => {
  it('counts the text until the quiz is answered, and each lab until it is done', () => {
    expect(minutesLeft(nothing, [timed])).toBe(16);
    expect(minutesLeft(answered, [timed])).toBe(10);
    expect(minutesLeft(withLab(nothing, 'lab', true), [timed])).toBe(6);
    expect(minutesLeft(withLab(answered, 'lab', true), [timed])).toBe(0);
  });

  it('counts a lab once that two lessons use', () => {
    expect(minutesLeft(nothing, [timed, { ...timed, id: 'a/c', reading: 4 }])).toBe(6 + 4 + 10);
  });
});
