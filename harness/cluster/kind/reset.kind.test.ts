import { describe, expect, it } from 'vitest';
import type { Node } from '../../placement/types.ts';
import type { KubeObject } from '../api.ts';
import { deletableResources } from '../discovery.ts';
import type { TopologyNode } from '../provider.ts';
import { isResettable } from '../reset/system-objects.ts';
import { clusterName, kindCluster } from '../testing/kind-cluster.ts';
import { root } from '../testing/kind-provider.ts';
import { ClusterState } from './cluster-state.ts';
import { kindFiles } from './files.ts';
import { systemOf } from './ground.ts';

const name = clusterName;
const cluster = kindCluster();
const controlPlane: TopologyNode = {
  name: 'control-plane',
  labels: { 'node-role.kubernetes.io/control-plane': '' },
  taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
};
const whole = {
  nodes: [controlPlane, { name: 'worker-1', labels: { disk: 'ssd' } }, { name: 'worker-2' }, { name: 'worker-3' }],
};
const image = 'registry.k8s.io/pause:3.10.2';

const meta = (kind: string, objectName: string, apiVersion = 'v1', metadata: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name: objectName, ...metadata },
});
const agent = (namespace: string) => ({
  ...meta('DaemonSet', 'agent', 'apps/v1', { namespace }),
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: {
        containers: [{ name: 'c', image, volumeMounts: [{ name: 'd', mountPath: '/d' }] }],
        volumes: [{ name: 'd', hostPath: { path: '/var/lib/agent', type: 'DirectoryOrCreate' } }],
      },
    },
  },
});

async function nodes(): Promise<Map<string, Node>> {
  const { items } = await cluster.api.list<Node>('/api/v1/nodes');
  return new Map(items.map((node) => [node.metadata.name ?? '', node]));
}

/** Objects that were not there before any lab, by what the snapshot knows; events and what a lab may not touch left out. */
async function leftovers(): Promise<string[]> {
  const { snapshot } = new ClusterState(kindFiles(root, name));
  if (!snapshot) throw new Error('no snapshot');
  const isSystem = systemOf(snapshot);
  const resources = (await deletableResources(cluster.api)).filter(isResettable);
  const lists = await Promise.all(
    resources.map(async (resource) => {
      const { items } = await cluster.api.list(resource.path);
      return items
        .filter(({ metadata }) => resource.name !== 'events' && !isSystem(resource, metadata))
        .map(({ metadata }) => `${resource.name} ${metadata.namespace ?? ''}/${metadata.name}`);
    }),
  );
  return lists.flat();
}

describe('up', () => {
  it('takes the cluster that runs, its containers untouched', async () => {
    const ids = () => cluster.docker('list', ['ps', '--quiet', '--no-trunc', '--filter', `name=^${name}-`]);
    const before = await ids();
    await cluster.provider.up();
    expect(await ids()).toBe(before);
    expect(before.trim().split('\n')).toHaveLength(4);
  });
});

describe('reset', () => {
  it('gives the nodes their names, labels and taints, Ready', async () => {
    await cluster.provider.reset(whole);
    const live = await nodes();
    expect([...live.keys()].sort()).toEqual(['control-plane', 'worker-1', 'worker-2', 'worker-3']);
    expect(live.get('worker-1')?.metadata.labels).toMatchObject({ disk: 'ssd', 'kubernetes.io/hostname': 'worker-1' });
    expect(live.get('control-plane')?.spec?.taints).toEqual(controlPlane.taints);
    expect(Object.keys(live.get('worker-2')?.metadata.labels ?? {})).not.toContain('disk');
  });

  it('parks what a lab does not need, the control plane too, and brings it back with its static pods', async () => {
    await cluster.provider.reset({ nodes: [{ name: 'worker-2' }, { name: 'gpu-1', labels: { gpu: 'a' } }] });
    expect([...(await nodes()).keys()].sort()).toEqual(['gpu-1', 'worker-2']);
    const { items } = await cluster.api.list('/api/v1/pods');
    const placed = new Set(items.map(({ spec }) => (spec as { nodeName?: string }).nodeName));
    expect([...placed].sort()).toEqual(['gpu-1', 'worker-2']);
    expect((await cluster.node('exec gpu-1 --read-only -- hostname')).stdout).toBe('gpu-1\n');
    await cluster.provider.reset(whole);
    expect([...(await nodes()).keys()].sort()).toEqual(['control-plane', 'worker-1', 'worker-2', 'worker-3']);
    await cluster.kubectl('wait --for=condition=Ready pod/kube-scheduler-control-plane -n kube-system --timeout=60s');
  });

  it('takes away what a lab made and did, and gives back what it changed or deleted', async () => {
    await cluster.provider.reset(whole);
    const proxy = await cluster.kubectl('get daemonset kube-proxy -n kube-system -o jsonpath={.spec.template.spec}');
    await cluster.kubectl('apply -f -', agent('kube-system'));
    await cluster.kubectl('create namespace team');
    await cluster.kubectl('apply -f -', agent('team'));
    await cluster.kubectl('rollout status daemonset/agent -n team --timeout=60s');
    await cluster.kubectl('set env daemonset/kube-proxy -n kube-system A=B');
    await cluster.kubectl('delete configmap coredns -n kube-system');
    await cluster.kubectl('delete clusterrolebinding kubeadm:get-nodes');
    await cluster.kubectl('annotate namespace kube-system lab=was-here');
    await cluster.kubectl('label node worker-1 disk=hdd --overwrite');
    await cluster.kubectl('taint node worker-2 a=b:NoExecute');
    await cluster.kubectl('cordon worker-3');
    expect(await leftovers()).not.toEqual([]);

    const started = performance.now();
    await cluster.provider.reset(whole);
    process.stderr.write(`reset of a dirty kind cluster: ${Math.round(performance.now() - started)} ms\n`);

    expect(await leftovers()).toEqual([]);
    expect(await cluster.kubectl('get daemonset kube-proxy -n kube-system -o jsonpath={.spec.template.spec}')).toBe(
      proxy,
    );
    expect(await cluster.kubectl('get configmap coredns -n kube-system -o name')).toBe('configmap/coredns\n');
    expect(await cluster.kubectl('get clusterrolebinding kubeadm:get-nodes -o name')).toContain('kubeadm:get-nodes');
    const system = await cluster.api.get<KubeObject>('/api/v1/namespaces/kube-system');
    expect(system.metadata.annotations ?? {}).toEqual({});
    const live = await nodes();
    expect(live.get('worker-1')?.metadata.labels?.disk).toBe('ssd');
    expect(live.get('worker-2')?.spec?.taints ?? []).toEqual([]);
    expect(live.get('worker-3')?.spec?.unschedulable ?? false).toBe(false);
    // A hostPath folder that pods made would hand one lab's data to the next.
    expect(await cluster.onNode(`${name}-worker`, 'ls /var/lib')).not.toContain('agent');
  });

  it('leaves nothing of files, services and processes that were brought to a node', async () => {
    await cluster.provider.reset(whole);
    const before = await cluster.onNode(`${name}-worker`, 'find /etc /usr/local -type f | sort | xargs md5sum');
    const unit = '[Service]\\nExecStart=/bin/sleep 1001\\n[Install]\\nWantedBy=multi-user.target\\n';
    await cluster.provider.node('exec', 'worker-1', [
      '--',
      'sh',
      '-ec',
      `printf '${unit}' > /etc/systemd/system/agent.service`,
    ]);
    await cluster.provider.node('exec', 'worker-1', ['--', 'systemctl', 'enable', '--now', 'agent']);
    await cluster.provider.node('exec', 'worker-1', ['--', 'sh', '-c', 'nohup sleep 1002 > /dev/null 2>&1 &']);
    await cluster.provider.node('exec', 'worker-1', [
      '--',
      'sh',
      '-c',
      'echo "127.0.0.9 x" >> /etc/motd; rm /etc/issue',
    ]);
    expect(await cluster.onNode(`${name}-worker`, 'pgrep -fa "^(/bin/)?sleep 100"')).toMatch(/1001[\s\S]*1002/);
    await cluster.provider.reset(whole);
    expect(await cluster.onNode(`${name}-worker`, 'pgrep -fa "^(/bin/)?sleep 100" || echo none')).toBe('none\n');
    expect(await cluster.onNode(`${name}-worker`, 'find /etc /usr/local -type f | sort | xargs md5sum')).toBe(before);
  });

  it('leaves the control plane running where something was run on its node', async () => {
    await cluster.provider.reset(whole);
    const started = () => cluster.onNode(`${name}-control-plane`, 'pgrep -f "^(etcd|kube-apiserver|kube-scheduler) "');
    const before = await started();
    await cluster.node('exec control-plane -- touch /etc/from-a-lab');
    await cluster.provider.reset(whole);
    expect(await started()).toBe(before);
    expect(await cluster.onNode(`${name}-control-plane`, 'ls /etc')).not.toContain('from-a-lab');
  });

  it('refuses nodes that cannot be had, before it changes any', async () => {
    const before = [...(await nodes()).keys()];
    const four = { nodes: ['a', 'b', 'c', 'd'].map((node) => ({ name: node })) };
    await expect(cluster.provider.reset(four)).rejects.toMatchObject({ exitCode: 2 });
    expect(await cluster.provider.fits(four)).toContain('it needs 4 nodes');
    expect([...(await nodes()).keys()]).toEqual(before);
  });
});
