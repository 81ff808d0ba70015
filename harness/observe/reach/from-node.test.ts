import { describe, expect, it } from 'vitest';
import { fromNode, fromPod, type RunOnNode } from './from-node.ts';

const dns = { server: '10.96.0.10', namespace: 'lab' };
const question = { address: '10.96.0.9', port: 80, path: '/hostname', tries: 2 };
const output = (stdout: string, stderr = '', exitCode = 0) => ({ stdout, stderr, exitCode });

/** A node whose curl gives these answers, and which keeps what it was asked to run. */
function node(bodies: string[]) {
  const ran: (readonly string[])[] = [];
  const run: RunOnNode = async (_node, command) => {
    ran.push(command);
    const mark = /([0-9a-f-]{36})\|/.exec(command.join(' '))?.[1];
    return output(`${bodies.map((body) => `${body}\n${mark}|200|0|10.244.1.2|0.1|\n`).join('')}${mark}.\n`);
  };
  return { run, ran };
}

describe('a node asks', () => {
  it('with its own curl', async () => {
    const { run, ran } = node(['web-1', 'web-2']);
    const asker = fromNode(run, 'worker-1', dns);
    expect(asker).toMatchObject({ words: 'node worker-1', node: 'worker-1' });
    expect(await asker.ask([question])).toEqual([
      [
        { status: 200, body: 'web-1', asker: '10.244.1.2' },
        { status: 200, body: 'web-2', asker: '10.244.1.2' },
      ],
    ]);
    expect(ran[0]?.slice(-2)).toEqual(['http://10.96.0.9:80/hostname#[1-2]', '10.96.0.9:80']);
  });

  it('in the network of a pod', async () => {
    const { run, ran } = node(['web-1']);
    const asker = fromPod(run, { node: 'worker-1', container: 'c0ffee' }, dns);
    await asker.ask([question]);
    expect(asker).toMatchObject({ words: 'a pod on worker-1', node: 'worker-1' });
    expect(ran[0]?.slice(0, 2)).toEqual(['sh', '-c']);
    expect(ran[0]?.slice(3, 5)).toEqual(['sh', 'c0ffee']);
  });

  it.each([
    [
      'curl is not there',
      output('', 'sh: 1: curl: not found', 127),
      'Could not ask from worker-1: sh: 1: curl: not found.',
    ],
    ['one answer is lost', output('', '', 0), 'Could not ask from worker-1: exit code 0, and no output.'],
    ['nothing is said', output('', '', 1), 'Could not ask from worker-1: exit code 1, and no output.'],
  ])('is no silence where %s', async (_title, result, message) => {
    await expect(fromNode(async () => result, 'worker-1', dns).ask([question])).rejects.toThrow(message);
  });
});

describe('a node looks up', () => {
  const lookUp = (stdout: string) => fromNode(async () => output(stdout), 'worker-1', dns).lookUp('agent');
  const control = 'kubernetes.default.svc.cluster.local 10.96.0.1\n';

  it('each address once', async () => {
    const found = 'agent 10.244.1.2\nagent 10.244.1.2\nagent 10.244.2.2\n';
    expect(await lookUp(found + control)).toEqual(['10.244.1.2', '10.244.2.2']);
  });

  it('a name that has none', async () => {
    expect(await lookUp(control)).toEqual([]);
  });

  it('nothing where the DNS does not answer', async () => {
    await expect(lookUp('')).rejects.toThrow("the cluster's DNS at 10.96.0.10 does not resolve kubernetes.default");
    await expect(lookUp('agent 10.244.1.2\n')).rejects.toThrow('does not resolve');
  });

  it('no address, which is its own', async () => {
    expect(await fromNode(async () => output(''), 'worker-1', dns).lookUp('10.0.0.1')).toEqual(['10.0.0.1']);
  });
});
