import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import type { Pod } from '../../placement/types.ts';
import type { Api } from '../api.ts';
import type { TopologyNode } from '../provider.ts';
import { insist, remove } from '../reset/change.ts';
import { poolNodes } from './config.ts';

const deployment = '/apis/apps/v1/namespaces/kube-system/deployments/coredns';
const podsPath = '/api/v1/namespaces/kube-system/pods';
const query = { labelSelector: 'k8s-app=kube-dns' };
const labelSelector = { matchLabels: { 'k8s-app': 'kube-dns' } };
const timeoutMs = 240_000;
/** After that a scheduler that wants it elsewhere is let be: to have a name service is worth more than where it runs. */
const firmMs = 30_000;
const pollMs = 200;

/**
 * Has the name service run on the control plane, or else on the first worker that there is. Where it runs would otherwise
 * depend on the labs before, and with it what a drain prints, and which node is free of pods that nobody asked for.
 */
export async function preferFirstNodes(api: Api): Promise<void> {
  const preferences = poolNodes.map((node, index) => ({
    // So far apart that the room on a node never counts for more.
    weight: Math.ceil(100 / 5 ** index),
    preference: { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
  }));
  const affinity = {
    podAntiAffinity: null,
    nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferences },
  };
  // One of its own, of no effect, in place of the scheduler's wish to spread every Deployment over the nodes.
  const spread = { topologyKey: 'kubernetes.io/os', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector };
  // It is waited for whenever it moves, and by default asked every 10 s.
  const containers = [{ name: 'coredns', readinessProbe: { periodSeconds: 1 } }];
  // Pods of the old template keep those of the new one off their node, even while they end.
  const strategy = { type: 'Recreate', rollingUpdate: null };
  const template = { spec: { affinity, topologySpreadConstraints: [spread], containers } };
  const body = { spec: { strategy, template } };
  await insist(() => api.request('PATCH', deployment, { body, contentType: 'application/strategic-merge-patch+json' }));
}

/** Which of these nodes the name service runs on; undefined where it may be any of them, or none. */
export function homeOfNameService(nodes: readonly TopologyNode[]): string | undefined {
  return poolNodes.find((name) => nodes.some((node) => node.name === name && takesNameService(node)));
}

/**
 * Brings the name service home from other nodes, and waits until it answers; where all nodes keep it away there is none.
 * It is looked at again and again, since a pod may be on its way to another node while home is not Ready yet.
 */
export async function settleNameService(api: Api, nodes: readonly TopologyNode[]): Promise<void> {
  if (!nodes.some(takesNameService)) return;
  const home = homeOfNameService(nodes);
  const names = nodes.map(({ name }) => name);
  const started = performance.now();
  for (;;) {
    const waitedMs = performance.now() - started;
    const mayRunOn = new Set(home === undefined || waitedMs > firmMs ? names : [home]);
    const { items } = await api.list<Pod>(podsPath, { query });
    const bound = items.filter(({ spec }) => spec.nodeName !== undefined);
    const isStray = ({ metadata, spec }: Pod) => metadata.deletionTimestamp || !mayRunOn.has(spec.nodeName ?? '');
    const strays = bound.filter(isStray);
    if (strays.length === 0 && bound.some(isReady)) return;
    if (waitedMs > timeoutMs)
      throw new ClusterError('E_WAIT', `Waited ${timeoutMs / 1000} s for the name service to be ready, in vain.`, {
        next: 'course cluster status',
      });
    await Promise.all(strays.map((pod) => remove(api, { path: `${podsPath}/${pod.metadata.name}`, object: pod })));
    await sleep(pollMs);
  }
}

function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
  return ready && !metadata.deletionTimestamp;
}

/** The name service tolerates the control plane and nothing else. */
function takesNameService({ taints = [], unschedulable }: TopologyNode): boolean {
  return (
    !unschedulable &&
    taints.every(({ key, effect }) => effect === 'PreferNoSchedule' || key === 'node-role.kubernetes.io/control-plane')
  );
}
