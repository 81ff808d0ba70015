import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Api } from '../api.ts';
import { isAlive } from '../processes.ts';
import { type ClusterRecord, readRecord } from '../record.ts';
import { nodes, processesOf, root, testProvider } from '../testing/control-plane.ts';

const names = ['test-one', 'test-two', 'test-killed'];
afterAll(() => Promise.all(names.map((name) => testProvider(name).down())));

/** Files and folders that a cluster keeps. */
function tracesOf(name: string): string[] {
  const folders = [join(root, 'clusters', 'kwok'), join(root, 'kwok', 'clusters'), join(root, 'locks')];
  return folders
    .flatMap((folder) => readdirSync(folder))
    .filter((entry) => entry.startsWith(name) || entry.includes(`-${name}.`));
}

const recordOf = (name: string): ClusterRecord | undefined => readRecord(root, { provider: 'kwok', name });
const serverOf = (name: string) => recordOf(name)?.ports['kube-apiserver'];

describe('up', () => {
  it('starts two clusters at the same moment, each with ports and nodes of its own', async () => {
    const [one, two] = ['test-one', 'test-two'].map(testProvider);
    await Promise.all([one?.up(), two?.up()]);
    const ports = ['test-one', 'test-two'].flatMap((name) => Object.values(recordOf(name)?.ports ?? {}));
    expect(new Set(ports).size).toBe(12);
    await Promise.all([one?.reset({ nodes: nodes('a') }), two?.reset({ nodes: nodes('b', 'c') })]);
    const seen = await Promise.all(
      [one, two].map(async (provider) => {
        const api = await Api.fromKubeconfig({ path: provider?.kubeconfig() ?? '' });
        const { items } = await api.list('/api/v1/nodes');
        api.close();
        return items.map(({ metadata }) => metadata.name);
      }),
    );
    expect(seen).toEqual([['a'], ['b', 'c']]);
  });

  it('takes the cluster that runs, its processes and objects untouched', async () => {
    const before = await processesOf('test-one');
    const provider = testProvider('test-one');
    await provider.up();
    expect(await processesOf('test-one')).toEqual(before);
    expect(before).toHaveLength(5);
  });

  it('begins anew when the API server has died, with other ports when somebody takes one of them just then', async () => {
    const provider = testProvider('test-two');
    const died = recordOf('test-two');
    process.kill(
      Number(readFileSync(join(root, 'kwok', 'clusters', 'test-two', 'pids', 'kube-apiserver.pid'), 'utf8')),
      'SIGKILL',
    );
    const up = provider.up();
    while (recordOf('test-two')?.state !== 'creating') await sleep(5);
    const chosen = serverOf('test-two') ?? 0;
    const squatter = createServer().listen(chosen, '127.0.0.1');
    await once(squatter, 'listening');
    await up;
    squatter.close();
    expect((await provider.status()).state).toBe('running');
    expect(serverOf('test-two')).not.toBe(chosen);
    expect(recordOf('test-two')).not.toEqual(died);
    expect(await processesOf('test-two')).toHaveLength(5);
  });

  it('never ends a process whose id merely stands in an old pid file', async () => {
    const bystander = spawn('sleep', ['60']);
    const pidFile = join(root, 'kwok', 'clusters', 'test-one', 'pids', 'etcd.pid');
    const etcd = readFileSync(pidFile, 'utf8');
    writeFileSync(pidFile, String(bystander.pid));
    await testProvider('test-one').component('stop', 'etcd');
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    expect(isAlive(Number(etcd))).toBe(true);
    writeFileSync(pidFile, etcd);
    bystander.kill();
  });

  it('reaps what a SIGKILL in the middle of a start has left', async () => {
    await killedWhileStarting(700);
    expect((await testProvider('test-killed').status()).state).toBe('incomplete');
    const left = await processesOf('test-killed');
    expect(left.length, 'something is there to be reaped').toBeGreaterThan(0);
    const provider = testProvider('test-killed');
    await provider.up();
    expect(left.filter(isAlive)).toEqual([]);
    expect(await processesOf('test-killed')).toHaveLength(5);
  });
});

describe('down', () => {
  it('leaves no process, no file and no other cluster harmed', async () => {
    await Promise.all(['test-two', 'test-killed'].map((name) => testProvider(name).down()));
    for (const name of ['test-two', 'test-killed']) {
      expect(await processesOf(name)).toEqual([]);
      expect(tracesOf(name)).toEqual([]);
    }
    expect(await processesOf('test-one')).toHaveLength(5);
  });

  it('is no error where there is no cluster', async () => {
    const provider = testProvider('test-two');
    await provider.down();
    expect((await provider.status()).state).toBe('absent');
  });

  it('ends only programs of the cluster, not those that merely name its folder', async () => {
    const reader = spawn('tail', ['-f', '/dev/null', join(root, 'kwok', 'clusters', 'test-one', 'kwok.yaml')]);
    const provider = testProvider('test-one');
    await provider.down();
    expect(isAlive(reader.pid ?? 0)).toBe(true);
    reader.kill();
    expect(tracesOf('test-one')).toEqual([]);
  });
});

async function killedWhileStarting(momentMs: number): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, '../testing/start-cluster.ts'), 'test-killed'],
    { stdio: 'ignore' },
  );
  while (recordOf('test-killed')?.state !== 'creating') await sleep(10);
  await sleep(momentMs);
  child.kill('SIGKILL');
  await once(child, 'exit');
}
