import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecord } from '../record.ts';
import { type EngineDoor, engineDoor } from '../testing/engine-door.ts';
import { clusterName, kindCluster } from '../testing/kind-cluster.ts';
import { kindProvider, root } from '../testing/kind-provider.ts';
import { engineThatRuns } from './engine.ts';
import { kindFiles } from './files.ts';

const cluster = kindCluster();
const topology = { nodes: [{ name: 'worker-1' }, { name: 'worker-2' }] };
const pause = 'registry.k8s.io/pause:3.10.2';
const other = 'test-other';

/** Node containers that bear the name of a cluster, in whatever state. */
async function containersOf(name: string): Promise<string[]> {
  const filter = `label=io.x-k8s.kind.cluster=${name}`;
  const names = await cluster.docker('list', ['ps', '--all', '--format', '{{.Names}}', '--filter', filter]);
  return names.split('\n').filter(Boolean);
}

function tracesOf(name: string): string[] {
  const { folder, kubeconfig, config } = kindFiles(root, name);
  return [folder, kubeconfig, config].filter((path) => existsSync(path));
}

afterAll(() => kindProvider(other).down());

describe('an engine that stops', () => {
  const folder = mkdtempSync(join(tmpdir(), 'door-'));
  let door: EngineDoor;
  beforeAll(async () => {
    const { env } = await engineThatRuns({ env: process.env });
    door = engineDoor(
      join(folder, 'd.sock'),
      (env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace('unix://', ''),
    );
    await door.open();
  });
  afterAll(async () => {
    await door.shut();
    rmSync(folder, { recursive: true });
  });

  it('is named by whatever is asked of the cluster, and nothing is lost once it is back', async () => {
    const provider = kindProvider(clusterName, { env: { ...process.env, DOCKER_HOST: door.host } });
    await provider.up();
    await provider.reset(topology);
    await door.shut();
    const gone = { exitCode: 3, code: expect.stringMatching(/E_ENGINE_GONE|E_NO_ENGINE/) as string };
    await expect(provider.node('stop', 'worker-1', [])).rejects.toMatchObject(gone);
    await expect(provider.node('exec', 'worker-1', ['--', 'ls'])).rejects.toMatchObject(gone);
    await expect(provider.reset(topology)).rejects.toMatchObject(gone);
    const later = kindProvider(clusterName, { env: { ...process.env, DOCKER_HOST: door.host } });
    await expect(later.up()).rejects.toMatchObject(gone);
    await expect(later.down()).rejects.toMatchObject(gone);
    expect(await later.status()).toMatchObject({
      state: 'stopped',
      detail: expect.stringContaining('engine') as string,
    });
    await door.open();
    await provider.reset(topology);
    expect((await provider.status()).state).toBe('running');
  });
});

describe('a node that breaks', () => {
  it('runs again after a reset when its container was killed', async () => {
    await cluster.docker('kill', ['kill', `${clusterName}-worker2`]);
    await cluster.provider.reset(topology);
    expect((await cluster.provider.status()).detail).not.toContain('stopped');
  });

  it('is Ready again after a reset when its kubelet or containerd was stopped', async () => {
    await cluster.provider.reset(topology);
    await cluster.onNode(`${clusterName}-worker`, 'systemctl stop kubelet');
    await cluster.onNode(`${clusterName}-worker2`, 'systemctl stop containerd');
    await cluster.provider.reset(topology);
    const ready = await cluster.kubectl(
      'get nodes -o jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
    );
    expect(ready).toBe('True True');
  });

  it('whose container was removed is named, and the next start makes the cluster anew', async () => {
    await cluster.docker('remove', ['rm', '--force', '--volumes', `${clusterName}-worker2`]);
    await expect(cluster.provider.reset(topology)).rejects.toMatchObject({
      exitCode: 3,
      code: 'E_NODE_GONE',
      message: expect.stringContaining('worker-2') as string,
      next: expect.stringContaining('course cluster up') as string,
    });
    await kindProvider(clusterName).up();
    expect(await containersOf(clusterName)).toHaveLength(4);
    await kindProvider(clusterName).reset(topology);
  });
});

describe('an image that is missing', () => {
  it('is named before anything is made of it, and before the cluster that runs is ended', async () => {
    const before = await containersOf(clusterName);
    const missing = kindProvider(clusterName, { image: 'example.invalid/none:1' });
    await expect(missing.up()).rejects.toMatchObject({
      exitCode: 3,
      code: 'E_IMAGE_MISSING',
      message: expect.stringContaining('example.invalid/none:1') as string,
      next: expect.stringContaining('npm run offline:images') as string,
    });
    expect(await containersOf(clusterName)).toEqual(before);
  });

  it('is a reason for a lab not to run, which names the image', async () => {
    const fits = (image: string) => kindProvider(clusterName).fits({ ...topology, images: [image] });
    expect(await fits('example.invalid/none:1')).toContain('it runs the image example.invalid/none:1');
    expect(await fits(pause)).toBeUndefined();
  });
});

describe('a cluster of the same name', () => {
  it('that somebody else made is refused, used for nothing and never removed', async () => {
    const container = `${other}-control-plane`;
    const labels = [`io.x-k8s.kind.cluster=${other}`, 'io.x-k8s.kind.role=control-plane'];
    const flags = labels.flatMap((label) => ['--label', label]);
    await cluster.docker('run', ['run', '--detach', '--name', container, ...flags, pause]);
    try {
      await expect(kindProvider(other).up()).rejects.toMatchObject({
        exitCode: 3,
        code: 'E_FOREIGN_CLUSTER',
        next: expect.stringContaining('--cluster') as string,
      });
      await kindProvider(other).down();
      expect(await containersOf(other)).toEqual([container]);
    } finally {
      await cluster.docker('remove', ['rm', '--force', container]);
    }
  });

  it('that a killed start left is replaced by the next, or ended', async () => {
    const program = join(import.meta.dirname, '../testing/start-kind-cluster.ts');
    const child = spawn(process.execPath, [program, other], { stdio: 'ignore' });
    while ((await containersOf(other)).length < 4) await sleep(100);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readRecord(root, { provider: 'kind', name: other })?.state).toBe('creating');
    expect((await kindProvider(other).status()).state).toBe('incomplete');
    await kindProvider(other).down();
    expect(await containersOf(other)).toEqual([]);
    expect(tracesOf(other)).toEqual([]);
    expect((await kindProvider(other).status()).state).toBe('absent');
  });
});

describe('Ctrl-C while a cluster is made', () => {
  it('ends what was begun', async () => {
    const controller = new AbortController();
    const up = kindProvider(other, { signal: controller.signal }).up();
    up.catch(() => undefined);
    while ((await containersOf(other)).length < 2) await sleep(100);
    const reason = new Error('somebody pressed Ctrl-C');
    controller.abort(reason);
    await expect(up).rejects.toBe(reason);
    expect(await containersOf(other)).toEqual([]);
    expect(tracesOf(other)).toEqual([]);
  });
});
