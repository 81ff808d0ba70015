import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Node } from '../../placement/types.ts';
import { clusterName, kindCluster } from '../testing/kind-cluster.ts';
import { kindProvider } from '../testing/kind-provider.ts';
import { waitUntil } from '../wait.ts';

const cluster = kindCluster();
const topology = { nodes: [{ name: 'control-plane' }, { name: 'worker-1' }, { name: 'worker-2' }] };
const folder = mkdtempSync(join(tmpdir(), 'static-pod-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => cluster.provider.reset(topology));

/** Waits until a node is in this state; gives up after a minute. */
async function untilNode(name: string, what: string, is: (node: Node | undefined) => boolean): Promise<void> {
  const query = { fieldSelector: `metadata.name=${name}` };
  const until = ([node]: readonly Node[]) => is(node);
  await waitUntil<Node>(cluster.api, '/api/v1/nodes', {
    timeoutMs: 60_000,
    what: `${name} to be ${what}`,
    query,
    until,
  });
}

const condition = (node: Node | undefined) => node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
const untilReady = (name: string) => untilNode(name, 'Ready', (node) => condition(node) === 'True');
const untilSilent = (name: string) => untilNode(name, 'NotReady', (node) => condition(node) === 'Unknown');
/** As somebody whose process was killed right after the deed would find it at the next start. */
const nextStart = () => kindProvider(clusterName).reset(topology);

describe('exec', () => {
  it('passes on what the command prints, on both streams, and its exit code', async () => {
    const done = await cluster.provider.node('exec', 'worker-1', ['--', 'sh', '-c', 'echo out; echo err >&2; exit 7']);
    expect(done).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 7 });
    expect((await cluster.node('exec worker-1 -- no-such-program')).exitCode).toBe(126);
  });

  it('runs on the machine that is called as its node', async () => {
    for (const name of ['control-plane', 'worker-1', 'worker-2'])
      expect((await cluster.node(`exec ${name} --read-only -- hostname`)).stdout).toBe(`${name}\n`);
  });

  it('knows no node that is parked', async () => {
    await expect(cluster.node('exec worker-3 -- ls')).rejects.toMatchObject({
      exitCode: 2,
      message: 'Expected a node named worker-3 but found control-plane, worker-1, worker-2.',
    });
  });
});

describe('logs', () => {
  it('shows the end of the kubelet’s journal, or of another unit', async () => {
    expect((await cluster.node('logs worker-1 --lines 5')).stdout).toMatch(/kubelet\[\d+\]/);
    expect((await cluster.node('logs worker-1 --unit containerd --lines 5')).stdout).toContain('containerd');
  });
});

describe('stop, start, pause and unpause', () => {
  it('make a node silent and bring it back, with the name and address that it had', async () => {
    await cluster.node('stop worker-1');
    await cluster.node('pause worker-2');
    await Promise.all([untilSilent('worker-1'), untilSilent('worker-2')]);
    await cluster.node('start worker-1');
    await cluster.node('unpause worker-2');
    await Promise.all([untilReady('worker-1'), untilReady('worker-2')]);
    expect((await cluster.node('exec worker-1 --read-only -- hostname')).stdout).toBe('worker-1\n');
  });

  it('are undone by the next start, in whatever state the node is', async () => {
    await cluster.node('stop worker-1');
    await cluster.node('pause worker-2');
    await nextStart();
    expect((await cluster.provider.status()).detail).not.toMatch(/stopped|paused/);
    await cluster.node('stop control-plane');
    await nextStart();
    expect((await cluster.provider.status()).state).toBe('running');
  });
});

describe('add and remove', () => {
  it('let a machine join by kubeadm with its labels and taints, and leave', async () => {
    const args = ['--label', 'disk=ssd', '--label', 'node-role.kubernetes.io/gpu=', '--taint', 'gpu=true:NoSchedule'];
    expect(await cluster.provider.node('add', 'batch-1', args)).toMatchObject({ stdout: 'node/batch-1 added\n' });
    const node = await cluster.api.get<Node>('/api/v1/nodes/batch-1');
    expect(node.metadata.labels).toMatchObject({ disk: 'ssd', 'node-role.kubernetes.io/gpu': '' });
    expect(node.spec?.taints).toEqual([{ key: 'gpu', value: 'true', effect: 'NoSchedule' }]);
    expect((await cluster.node('exec batch-1 --read-only -- hostname')).stdout).toBe('batch-1\n');
    await expect(cluster.node('add batch-1')).rejects.toMatchObject({ exitCode: 2 });
    await cluster.node('remove batch-1');
    await untilNode('batch-1', 'gone', (live) => live === undefined);
    await nextStart();
    const names = await cluster.docker('list', ['ps', '--all', '--format', '{{.Names}}']);
    expect(names.split('\n').filter((name) => name.startsWith(`${clusterName}-added`))).toEqual([]);
  });

  it('bring back a machine of the cluster that has no node', async () => {
    await cluster.node('add worker-3 --label disk=ssd');
    expect((await cluster.api.get<Node>('/api/v1/nodes/worker-3')).metadata.labels).toMatchObject({ disk: 'ssd' });
    await cluster.node('remove worker-2 --abrupt');
    await cluster.node('add worker-2');
    await untilReady('worker-2');
  });
});

describe('static-pod', () => {
  it('gives the kubelet a pod of its own, which the next start takes away', async () => {
    const file = join(folder, 'pod.yaml');
    const spec = { containers: [{ name: 'c', image: 'registry.k8s.io/pause:3.10.2' }] };
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }));
    expect((await cluster.node(`static-pod worker-1 put ${file}`)).stdout).toBe('pod/web put on worker-1\n');
    await waitUntil(cluster.api, '/api/v1/namespaces/default/pods', {
      timeoutMs: 60_000,
      what: 'the mirror of the static pod',
      until: (pods) => pods.some(({ metadata }) => metadata.name === 'web-worker-1'),
    });
    await expect(cluster.node('static-pod worker-1 remove other')).rejects.toMatchObject({ exitCode: 2 });
    await nextStart();
    expect(await cluster.onNode(`${clusterName}-worker`, 'ls /etc/kubernetes/manifests')).toBe('');
    expect(await cluster.kubectl('get pods -n default -o name')).toBe('');
  });
});

describe('load-image', () => {
  it('refuses an image that this machine does not have', async () => {
    await expect(cluster.node('load-image worker-1 example.com/none:1')).rejects.toMatchObject({ exitCode: 2 });
  });

  it('copies one that it has, and the next start takes it away again', async () => {
    const image = `one-per-node/test-${clusterName}:1`;
    await cluster.docker('tag', ['tag', 'registry.k8s.io/pause:3.10.2', image]);
    const images = () => cluster.onNode(`${clusterName}-worker`, 'ctr --namespace k8s.io images list --quiet');
    try {
      expect((await cluster.node(`load-image worker-1 ${image}`)).stdout).toContain('loaded on worker-1');
      expect(await images()).toContain(image);
      expect((await cluster.node(`load-image worker-1 ${image}`)).stdout).toContain('is on worker-1 already');
    } finally {
      await cluster.docker('untag', ['rmi', image]);
    }
    await nextStart();
    expect(await images()).not.toContain(image);
    expect(await images()).toContain('registry.k8s.io/pause:3.10.2');
  });
});

describe('component', () => {
  it('stops and starts the scheduler, also where no lab needs the control plane as a node', async () => {
    for (const nodes of [topology.nodes, [{ name: 'worker-1' }]]) {
      await cluster.provider.reset({ nodes });
      await cluster.provider.component('stop', 'kube-scheduler');
      expect(await cluster.onNode(`${clusterName}-control-plane`, 'pgrep -f "^kube-scheduler " || echo none')).toBe(
        'none\n',
      );
      await cluster.provider.component('start', 'kube-scheduler');
      expect(await cluster.onNode(`${clusterName}-control-plane`, 'pgrep -f "^kube-scheduler "')).toMatch(/\d+/);
    }
  });

  it('is started by the next start, the API server too', async () => {
    await cluster.provider.component('stop', 'kube-controller-manager');
    await cluster.provider.component('stop', 'kube-apiserver');
    expect((await cluster.provider.status()).state).toBe('stopped');
    await nextStart();
    expect((await cluster.provider.status()).state).toBe('running');
  });
});
