import { describe, expect, it } from 'vitest';
import { judgeOutput, judgeRefusal } from './command.ts';

const ran = (exitCode: number, stdout = '', stderr = '') => ({
  command: 'kubectl apply -f a.yaml',
  exitCode,
  stdout,
  stderr,
});

describe('judgeRefusal', () => {
  const says = ['unknown field "spec.replicas"'];
  it('passes a command that was refused in these words, however they are broken into lines', () => {
    expect(judgeRefusal(ran(1, '', 'error: unknown  field\n"spec.replicas"'), { says })).toMatchObject({
      status: 'pass',
    });
    expect(judgeRefusal(ran(1, 'unknown field "spec.replicas"'), { says })).toMatchObject({ status: 'pass' });
  });
  it('fails a command that was accepted, even when it says the words', () => {
    expect(judgeRefusal(ran(0, '', 'Warning: unknown field "spec.replicas"'), { says })).toMatchObject({
      status: 'fail',
      code: 'COMMAND_NOT_REFUSED',
    });
  });
  it('fails a command that was refused for another reason, and quotes it', () => {
    const verdict = judgeRefusal(ran(1, '', 'error: no matches for kind "DaemonSets"'), { says });
    expect(verdict).toMatchObject({ status: 'fail', code: 'REFUSED_OTHERWISE' });
    expect(verdict.summary).toContain('no matches for kind "DaemonSets"');
  });
  it('wants every text', () => {
    expect(judgeRefusal(ran(1, '', 'one'), { says: ['one', 'two'] })).toMatchObject({ code: 'REFUSED_OTHERWISE' });
  });
});

describe('judgeOutput', () => {
  const normalise = (text: string) => text.replaceAll(/\d+s/g, '<age>');
  const judge = (expected: Parameters<typeof judgeOutput>[1], stdout: string, stderr = '') =>
    judgeOutput(ran(0, stdout, stderr), expected, normalise);
  it.each([
    ['says it', { says: ['a b'] }, 'x a   b', '', 'pass'],
    ['says it on stderr', { says: ['careful'] }, 'x', 'careful', 'pass'],
    ['does not say it', { says: ['a b'] }, 'a c b', '', 'fail'],
    ['says one of two', { says: ['a', 'b'] }, 'a', '', 'fail'],
    ['says what it must not', { lacks: ['Warning'] }, 'x', 'Warning: y', 'fail'],
    ['does not say what it must not', { lacks: ['Warning'] }, 'x', '', 'pass'],
    ['is equal but for what differs each time', { equals: 'age <age>\n' }, 'age 12s\n', '', 'pass'],
    ['has a line more', { equals: 'age <age>\n' }, 'age 12s\nmore', '', 'fail'],
    ['is empty', { equals: 'x' }, '', '', 'fail'],
  ])('an output that %s: %s', (_title, expected, stdout, stderr, status) => {
    const verdict = judge(expected, stdout, stderr);
    expect(verdict).toMatchObject({ status, code: status === 'pass' ? 'OK' : 'OUTPUT_NOT_AS_EXPECTED' });
  });
  it('quotes the output that is wrong', () => {
    expect(judge({ says: ['b'] }, 'only a').summary).toContain('only a');
    expect(judge({ says: ['b'] }, '').summary).toContain('empty');
  });
});
