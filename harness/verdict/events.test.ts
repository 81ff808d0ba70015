import { describe, expect, it } from 'vitest';
import { countEvents, type EventObject, type ExpectedEvent, judgeEvents } from './events.ts';

const event = (uid: string, over: Partial<EventObject> = {}): EventObject => ({
  metadata: { name: uid, uid },
  reason: 'FailedCreate',
  type: 'Warning',
  message: 'pods "agent" is forbidden: exceeded quota',
  count: 1,
  involvedObject: { kind: 'DaemonSet', name: 'agent' },
  ...over,
});
const judge = (now: EventObject[], over: Partial<ExpectedEvent> = {}, before: EventObject[] = []) =>
  judgeEvents({ reason: 'FailedCreate', kind: 'DaemonSet', atLeast: 1, ...over }, { before: countEvents(before), now });

describe('judgeEvents', () => {
  it.each([
    ['it happened', [event('a')], {}, [], 'pass'],
    ['no event', [], {}, [], 'fail'],
    ['another reason', [event('a', { reason: 'Created' })], {}, [], 'fail'],
    ['another type', [event('a', { type: 'Normal' })], { type: 'Warning' }, [], 'fail'],
    ['about another kind', [event('a', { involvedObject: { kind: 'Pod', name: 'agent' } })], {}, [], 'fail'],
    [
      'about another object',
      [event('a', { involvedObject: { kind: 'DaemonSet', name: 'b' } })],
      { name: 'agent' },
      [],
      'fail',
    ],
    ['says it', [event('a')], { says: ['exceeded', 'quota'] }, [], 'pass'],
    ['says something else', [event('a')], { says: ['exceeded', 'violates PodSecurity'] }, [], 'fail'],
    ['it was there before', [event('a')], {}, [event('a')], 'fail'],
    ['it happened once more', [event('a', { count: 2 })], {}, [event('a')], 'pass'],
    ['once more is not twice', [event('a', { count: 2 })], { atLeast: 2 }, [event('a')], 'fail'],
    ['a series counts', [event('a', { count: 1, series: { count: 3 } })], { atLeast: 3 }, [], 'pass'],
    ['several events add up', [event('a'), event('b')], { atLeast: 2 }, [], 'pass'],
    ['other events do not', [event('a'), event('b', { reason: 'Created' })], { atLeast: 2 }, [], 'fail'],
  ])('%s', (_title, now, over, before, status) => {
    expect(judge(now, over, before)).toMatchObject({ status, code: status === 'pass' ? 'OK' : 'EVENT_MISSING' });
  });
  it('says what happened instead', () => {
    expect(judge([event('a')], { says: ['violates'] }).summary).toContain('it says: pods "agent" is forbidden');
    expect(judge([event('a', { reason: 'Created' })]).summary).toContain('only these happened: Created of DaemonSet.');
    expect(judge([]).summary).toContain('but no event happened.');
  });
});
