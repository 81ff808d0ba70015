import { describe, expect, it } from 'vitest';
import { judgeAbsence, judgeObjects } from './objects.ts';

const object = (name: string, spec: object = {}) => ({ metadata: { name, uid: name }, spec });

describe('judgeObjects', () => {
  const judge = (objects: ReturnType<typeof object>[], rest: { count?: number } = {}) =>
    judgeObjects({ subject: 'Service objects with app=a', subset: { spec: { port: 80 } }, ...rest }, objects);
  it.each([
    ['none', [], {}, 'OBJECT_NOT_FOUND'],
    ['one that is right', [object('a', { port: 80 })], {}, 'OK'],
    ['one that differs', [object('a', { port: 81 })], {}, 'OBJECT_DIFFERS'],
    ['one right, one wrong', [object('a', { port: 80 }), object('b')], {}, 'OBJECT_DIFFERS'],
    ['two of two', [object('a', { port: 80 }), object('b', { port: 80 })], { count: 2 }, 'OK'],
    ['one too few', [object('a', { port: 80 })], { count: 2 }, 'OBJECT_COUNT_DIFFERS'],
    ['one too many', [object('a', { port: 80 }), object('b', { port: 80 })], { count: 1 }, 'OBJECT_COUNT_DIFFERS'],
  ])('%s: %s', (_title, objects, rest, code) => {
    expect(judge(objects, rest)).toMatchObject({ code, status: code === 'OK' ? 'pass' : 'fail' });
  });
  it('names the object and the field that differ', () => {
    expect(judge([object('a', { port: 80 }), object('b', { port: 81 })]).summary).toBe(
      'b of Service objects with app=a is not as expected: spec.port: expected 80, found 81.',
    );
  });
});

describe('judgeObjects and a status', () => {
  const observed = (status: object, kind = 'DaemonSet') => ({ kind, metadata: { name: 'a', generation: 2 }, status });
  const judge = (object: ReturnType<typeof observed>, subset: object = { status: { ready: 1 } }) =>
    judgeObjects({ subject: 'DaemonSet a', subset }, [object]).code;
  it('does not take that of before the latest change', () => {
    expect(judge(observed({ ready: 1, observedGeneration: 2 }))).toBe('OK');
    expect(judge(observed({ ready: 1, observedGeneration: 1 }))).toBe('OBJECT_DIFFERS');
    expect(judge(observed({ ready: 1 }))).toBe('OBJECT_DIFFERS');
  });
  it('asks no generation of what counts none, nor where the status is not asked for', () => {
    expect(judge(observed({ ready: 1 }, 'Node'))).toBe('OK');
    expect(judge(observed({}), { metadata: { name: 'a' } })).toBe('OK');
  });
});

describe('judgeAbsence', () => {
  it('passes only when nothing is there, not even what is being deleted', () => {
    const ending = { metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(judgeAbsence({ subject: 'Pod a' }, [])).toMatchObject({ status: 'pass' });
    expect(judgeAbsence({ subject: 'Pod a' }, [object('a')])).toMatchObject({ code: 'OBJECT_STILL_THERE' });
    expect(judgeAbsence({ subject: 'Pod a' }, [ending])).toMatchObject({
      status: 'fail',
      summary: 'Expected no Pod a but found 1: a, which is being deleted.',
    });
  });
});
