import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../harness/cluster/exec.ts';
import { compilePlacement } from '../harness/placement/index.ts';
import type { DaemonSet, Node, PodSpec } from '../harness/placement/types.ts';
import { type Figure, median, spread, timed } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** The placement model alone, and `course explain` as a whole process on a large cluster's nodes. */
export async function benchPlacement(): Promise<Figure[]> {
  const daemonSets = Array.from({ length: 20 }, (_, index) => daemonSet(index));
  const nodes = Array.from({ length: 5_000 }, (_, index) => node(index));
  const rates: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const took = await timed(async () => {
      for (const each of daemonSets) {
        const place = compilePlacement(each);
        for (const one of nodes) place(one);
      }
    });
    rates.push((daemonSets.length * nodes.length) / (took / 1_000));
  }
  const perSecond = (rate: number) => `${(rate / 1e6).toFixed(1)} M/s`;
  return [
    {
      what: 'placement: evaluations with reasons, one core',
      measured: `${perSecond(median(rates))} (first pass ${perSecond(rates[0] ?? 0)})`,
      goal: '≥ 1 M/s',
    },
    await wholeProcess(daemonSets, nodes),
  ];
}

async function wholeProcess(daemonSets: readonly DaemonSet[], nodes: readonly Node[]): Promise<Figure> {
  const dir = mkdtempSync(join(tmpdir(), 'one-per-node-bench-'));
  try {
    writeFileSync(join(dir, 'agents.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: daemonSets }));
    writeFileSync(join(dir, 'nodes.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes }, null, 4));
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      times.push(
        await timed(async () => {
          const { exitCode, stderr } = await runTool(
            join(root, 'course'),
            ['explain', '-f', join(dir, 'agents.json'), '--nodes', join(dir, 'nodes.json'), '-o', 'json'],
            { cwd: root },
          );
          if (exitCode !== 0) throw new Error(stderr);
        }),
      );
    }
    return {
      what: 'course explain, 20 DaemonSets × 5,000 nodes, whole process',
      measured: spread(times),
      goal: '≤ 1.5 s',
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** DaemonSets of every shape, as a cluster has them. */
function daemonSet(index: number): DaemonSet {
  const zone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: [`zone-${index % 3}`] };
  const spec: PodSpec = {
    containers: [{ name: 'agent', image: 'registry.k8s.io/pause:3.10.2' }],
    ...(index % 2 && { nodeSelector: { 'kubernetes.io/os': 'linux', pool: `pool-${index % 5}` } }),
    ...(index % 3 && { tolerations: [{ key: 'gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' }] }),
    ...(index % 4 && {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [zone, { key: 'cores', operator: 'Gt', values: ['8'] }] }],
          },
        },
      },
    }),
  };
  const labels = { app: `agent-${index}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: `agent-${index}` },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

/** A node with about as much in it as `kubectl get nodes -o json` writes of a real one. */
function node(index: number): Node {
  const name = `ip-10-${index % 250}-${Math.floor(index / 250)}-7.internal`;
  const labels = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`example.com/label-${at}`, `value-${(index * at) % 17}`]),
  );
  const images = Array.from({ length: 25 }, (_, at) => ({
    names: [
      `registry.example/team/image-${at}@sha256:${'0123456789abcdef'.repeat(4)}`,
      `registry.example/team/image-${at}:v1.${at}`,
    ],
    sizeBytes: 12_345_678 + at,
  }));
  const condition = (type: string, status: string) => ({
    type,
    status,
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
    lastHeartbeatTime: '2026-01-01T00:00:00Z',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `${index}`,
      labels: {
        ...labels,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': `zone-${index % 3}`,
        pool: `pool-${index % 5}`,
        cores: String(4 + (index % 32)),
      },
    },
    spec: {
      ...(index % 7 === 0 && { taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] }),
      ...(index % 11 === 0 && { taints: [{ key: 'spot', effect: 'NoExecute' }] }),
    },
    status: {
      capacity: { cpu: '16', memory: '64Gi', pods: '110' },
      allocatable: { cpu: '15', memory: '60Gi', pods: '110' },
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure']
        .map((type) => condition(type, 'False'))
        .concat(condition('Ready', 'True')),
      images,
    },
  };
}
