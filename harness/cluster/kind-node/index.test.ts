import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NodeVerb } from '../provider.ts';
import { doToNode } from './index.ts';
import { Journal } from './journal.ts';
import type { ScriptTools } from './script.ts';

const folder = mkdtempSync(join(tmpdir(), 'verbs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Tools that must not be reached: what is refused here is refused before anything is asked of an engine. */
const tools = new Proxy({ journal: new Journal(join(folder, 'journal')) } as ScriptTools, {
  get(target, name) {
    if (name === 'journal') return target.journal;
    if (name === 'machines') return async () => [{ node: 'worker-1', container: 'k-worker' }];
    return () => {
      throw new Error(`${String(name)} was used`);
    };
  },
});
const on = (verb: NodeVerb, node: string, ...args: string[]) => doToNode(tools, { verb, node, args });

describe('doToNode', () => {
  it('names the nodes that there are when it is given another', async () => {
    await expect(on('exec', 'worker-9', '--', 'ls')).rejects.toMatchObject({
      exitCode: 2,
      message: 'Expected a node named worker-9 but found worker-1.',
    });
  });

  it.each<[NodeVerb, string[], string]>([
    ['exec', [], 'Expected a command after --'],
    ['exec', ['--'], 'Expected a command after --'],
    ['exec', ['--colour', '--', 'ls'], 'Expected a command after --'],
    ['logs', ['--lines', 'x'], 'whole number above 0'],
    ['stop', ['now'], '`node stop` takes no options'],
    ['start', ['--hard'], '`node start` takes no options'],
    ['pause', ['x'], '`node pause` takes no options'],
    ['unpause', ['x'], '`node unpause` takes no options'],
    ['remove', ['--force'], '`node remove` takes --abrupt'],
    ['static-pod', [], 'Expected `put FILE` or `remove NAME`'],
    ['static-pod', ['put'], 'Expected `put FILE` or `remove NAME`'],
    ['static-pod', ['list', 'x'], 'Expected `put FILE` or `remove NAME`'],
    ['static-pod', ['put', join(folder, 'missing.yaml')], 'could not read it'],
    ['static-pod', ['remove', 'etcd'], 'static pod of the cluster itself'],
    ['load-image', [], 'Expected one image'],
    ['load-image', ['a', 'b'], 'Expected one image'],
    ['add', ['--cpu', '4'], '--cpu is not possible on kind'],
    ['add', ['--label', 'disk'], 'Expected a label'],
    ['add', ['--taint', 'gpu'], 'Expected a taint'],
    ['add', ['--colour', 'red'], '--colour'],
  ])('refuses %s %j before anything is changed', async (verb, args, message) => {
    await expect(on(verb, 'worker-1', ...args)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message) as string,
    });
    expect(tools.journal.changes()).toEqual([]);
  });

  it('refuses a name that no node can have', async () => {
    await expect(on('add', 'Worker_1')).rejects.toMatchObject({ exitCode: 2 });
  });
});
