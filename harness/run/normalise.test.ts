import { describe, expect, it } from 'vitest';
import { normaliseOutput } from './normalise.ts';
import { firstDifference, transcript } from './recording.ts';

const pods = (rows: string[]) =>
  ['NAME          READY   STATUS    RESTARTS   AGE   IP         NODE', ...rows].join('\n');
const row = (over: Partial<Record<'name' | 'ready' | 'status' | 'age' | 'ip' | 'node', string>> = {}) => {
  const {
    name = 'agent-x7k2p',
    ready = '1/1',
    status = 'Running',
    age = '5s',
    ip = '10.0.0.1',
    node = 'worker-1',
  } = over;
  return `${name}   ${ready}     ${status}   0          ${age}    ${ip}   ${node}`;
};
const other = row({ name: 'agent-b4n9z', node: 'worker-2', ip: '10.0.0.2' });
const recorded = pods([row(), other]);

describe('normaliseOutput', () => {
  it.each([
    ['the age', pods([row({ age: '3m12s' }), other])],
    ['generated names', pods([row({ name: 'agent-qqqqq' }), other])],
    ['addresses', pods([row({ ip: '10.200.13.1' }), other])],
    ['the order of rows', pods([other, row()])],
    ['the width of columns', pods([row({ age: '112m' }), other]).replaceAll('   ', '      ')],
    ['line ends', recorded.replaceAll('\n', '\r\n')],
  ])('two recordings that differ only in %s are equal', (_title, output) => {
    expect(normaliseOutput(output)).toBe(normaliseOutput(recorded));
  });

  it.each([
    ['a pod that is not Ready', pods([row({ ready: '0/1' }), other])],
    ['another status', pods([row({ status: 'Pending' }), other])],
    ['another node', pods([row({ node: 'worker-3' }), other])],
    ['another DaemonSet', pods([row({ name: 'agents-x7k2p' }), other])],
    ['a pod less', pods([row()])],
    ['a pod more', pods([row(), other, other])],
    ['an address that is not there', pods([row({ ip: '<none>' }), other])],
    ['an age that is not known', pods([row({ age: '<unknown>' }), other])],
  ])('%s makes them differ', (_title, output) => {
    expect(normaliseOutput(output)).not.toBe(normaliseOutput(recorded));
  });

  it.each([
    ['a uid', 'uid: 6f1b1c1e-0000-4a4b-8b1c-1c1e6f1b1c1e', 'uid: 00000000-1111-2222-3333-444444444444'],
    ['a time', 'at 2026-01-01T00:00:00Z', 'at 2027-12-31T23:59:59Z'],
    ['a resourceVersion', 'resourceVersion: "17"', 'resourceVersion: "4711"'],
    ['a hash', 'controller-revision-hash=6d5f8b', 'controller-revision-hash=7c9f8d5b6c'],
    ['the name of a pod in a sentence', 'pod "agent-x7k2p" deleted', 'pod "agent-b4n9z" deleted'],
  ])('%s counts for nothing', (_title, one, two) => {
    expect(normaliseOutput(one)).toBe(normaliseOutput(two));
  });

  it.each([
    ['a number in a status', 'Desired Number of Nodes Scheduled: 3', 'Desired Number of Nodes Scheduled: 2'],
    ['the name of a node', 'node/worker-1 labeled', 'node/worker-2 labeled'],
    ['a version of an image', 'image: pause:3.10.2', 'image: pause:3.9'],
    ['a label', 'disk=ssd', 'disk=hdd'],
    ['the kind of a change', 'daemonset.apps/agent created', 'daemonset.apps/agent unchanged'],
    ['a duration that is no age', 'NAME   GRACE\nn1     30s', 'NAME   GRACE\nn1     60s'],
    ['a name with a word for a suffix', 'node-agent', 'node-audit'],
  ])('%s counts', (_title, one, two) => {
    expect(normaliseOutput(one)).not.toBe(normaliseOutput(two));
  });
});

it('takes the namespace of the run for what it is', () => {
  const deleted = (namespace: string) => normaliseOutput(`pod "agent" deleted from ${namespace} namespace`);
  expect(deleted('self-heal-0a1b2c')).toBe(deleted('self-heal-ffffff'));
  expect(deleted('self-heal-0a1b2c')).not.toBe(deleted('default'));
});

describe('a transcript', () => {
  const command = (text: string, stdout: string, stderr = '') => ({
    command: text,
    exitCode: 0,
    stdout,
    stderr,
    durationMs: 1,
  });
  it('tells the first line that differs', () => {
    const one = transcript([command('kubectl get x', 'a\nb\n'), command('two\nlines', '', 'warning')]);
    expect(one).toBe('$ kubectl get x\na\nb\n\n$ two\n> lines\nwarning\n');
    expect(firstDifference(one, one)).toBeUndefined();
    expect(firstDifference(one, one.replace('\nb\n', '\nc\n'))).toBe('line 3: recorded "b", printed "c"');
    expect(firstDifference(one, one.slice(0, -1))).toMatch(/^line \d+: recorded/);
    expect(firstDifference('a\n', 'a\nb\n')).toBe('line 2: recorded "", printed "b"');
  });
});
