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

  it('finds the age behind a cell that is empty', () => {
    const quotas = (age: string) =>
      [
        'NAME   REQUEST                    LIMIT             AGE',
        `all    pods: 0/3                  limits.cpu: 0/3   ${age}`,
        `team   requests.memory: 0/640Mi                     ${age}`,
      ].join('\n');
    expect(normaliseOutput(quotas('3m12s'))).toBe(quotas('<age>'));
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
  const deleted = (from: string, own = from) => normaliseOutput(`pod "agent" deleted from ${from} namespace`, own);
  expect(deleted('self-heal-0a1b2c')).toBe('pod "agent" deleted from <namespace> namespace');
  expect(deleted('self-heal-0a1b2c')).toBe(deleted('self-heal-ffffff'));
  expect(deleted('self-heal-0a1b2c')).not.toBe(deleted('default', 'self-heal-0a1b2c'));
});

it('knows columns that are called after a label key', () => {
  const nodes = (age: string) => normaliseOutput(`NAME   AGE   KERNEL.MAJOR\nn1     ${age}   5`);
  expect(nodes('5s')).toBe(nodes('3m12s'));
});

it('takes the lines of a drain in any order, and its namespace for what it is', () => {
  const drain = (namespace: string, [one, two]: [string, string]) =>
    normaliseOutput(
      `node/n1 cordoned\nevicting pod ${namespace}/${one}\nevicting pod ${namespace}/${two}\npod/${one} evicted\npod/${two} evicted\n`,
      namespace === 'default' ? undefined : namespace,
    );
  expect(drain('drain-0a1b2c', ['web', 'cache'])).toBe(drain('drain-ffffff', ['cache', 'web']));
  expect(drain('drain-0a1b2c', ['web', 'cache'])).not.toBe(drain('default', ['web', 'cache']));
  expect(drain('drain-0a1b2c', ['web', 'cache'])).not.toBe(drain('drain-0a1b2c', ['web', 'web']));
});

describe('what `get events`, `describe` and `rollout status` print', () => {
  const equal = (one: string, two: string) => expect(normaliseOutput(one)).toBe(normaliseOutput(two));
  const differ = (one: string, two: string) => expect(normaliseOutput(one)).not.toBe(normaliseOutput(two));
  const events = (...rows: string[]) => ['LAST SEEN   TYPE     REASON   OBJECT      MESSAGE', ...rows].join('\n');
  const described = (...rows: string[]) =>
    [
      'Events:',
      '  Type    Reason   Age   From                 Message',
      '  ----    ------   ----  ----                 -------',
      ...rows,
    ].join('\n');
  const table = (restarts: string) => `NAME   RESTARTS   AGE\na      ${restarts}   5s\nb      0          5s`;

  it('the time since an event, and the order of events, count for nothing; what happened does', () => {
    const [killed, made] = ['Normal   Killing   pod/a   Stopping', 'Normal   Created   pod/a   Made'];
    equal(events(`5s    ${killed}`, `7s   ${made}`), events(`2m3s (x3 over 5m)   ${made}`, `1s   ${killed}`));
    differ(events(`5s    ${killed}`), events(`5s    ${made}`));
    differ(events(`5s    ${killed}`), events(`<unknown>    ${killed}`));
  });
  it('takes the same for what is described', () => {
    const row = (age: string, pod = 'agent-x7k2p') =>
      `  Normal  Created  ${age}    daemonset-controller  Created pod: ${pod}`;
    equal(described(row('5s'), row('3m (x4 over 9m)', 'log-b4n9z')), described(row('1s', 'log-x7k2p'), row('2s')));
    differ(described(row('5s')), described(row('5s'), row('5s')));
    expect(normaliseOutput(described(row('5s')))).toContain('Events:\n  Type ');
    equal('Start Time:   Sat, 21 Nov 2026 13:00:00 +0000', 'Start Time:   Sun, 01 Feb 2027 03:59:59 +0100');
    equal(`containerd://${'0a'.repeat(32)}`, `containerd://${'1b'.repeat(32)}`);
  });
  it('how long ago a restart was counts for nothing, how many there were does', () => {
    equal(table('1 (5s ago)'), table('1 (2m3s ago)'));
    differ(table('1 (5s ago)'), table('2 (5s ago)'));
    differ(table('1 (5s ago)'), table('1         '));
  });
  it('of a rollout that is waited for only the end counts', () => {
    const waiting = 'Waiting for daemon set "agent" rollout to finish: 1 out of 3 new pods have been updated...\n';
    equal(
      `${waiting}${waiting}daemon set "agent" successfully rolled out\n`,
      'daemon set "agent" successfully rolled out\n',
    );
    differ(
      `${waiting}daemon set "agent" successfully rolled out\n`,
      `${waiting}error: timed out waiting for the condition\n`,
    );
  });
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
