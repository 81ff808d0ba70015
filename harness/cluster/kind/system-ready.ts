import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import type { Api, KubeObject } from '../api.ts';
import type { Component, TopologyNode } from '../provider.ts';
import { waitUntil } from '../wait.ts';
import { settleNameService } from './name-service.ts';

const timeoutMs = 240_000;

type Workload = KubeObject & {
  status?: {
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberReady?: number;
    observedGeneration?: number;
  };
};

/**
 * Waits until the cluster's own DaemonSets (network, kube-proxy) run on every node, and its name service answers from one
 * of these nodes at least: a lab's pods would fail for reasons that are none of the lab's.
 */
export async function waitForSystem(api: Api, nodes: readonly TopologyNode[]): Promise<void> {
  await Promise.all([
    waitUntil<Workload>(api, '/apis/apps/v1/namespaces/kube-system/daemonsets', {
      timeoutMs,
      what: 'the network of the nodes to be ready',
      until: (daemonSets) => daemonSets.every((daemonSet) => isComplete(daemonSet, nodes.length)),
    }),
    settleNameService(api, nodes),
  ]);
}

function isComplete({ metadata, status = {} }: Workload, nodes: number): boolean {
  const { generation } = metadata as { generation?: number };
  return (
    status.observedGeneration === generation &&
    status.desiredNumberScheduled === nodes &&
    status.updatedNumberScheduled === nodes &&
    status.numberReady === nodes
  );
}

const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
const electing: readonly Component[] = ['kube-controller-manager', 'kube-scheduler'];
const answerTimeoutMs = 240_000;
const pollMs = 200;

export interface ControlPlaneOptions {
  /** Components that have just been started. */
  started?: readonly Component[];
  signal?: AbortSignal | undefined;
}

/** Waits until the API server answers and the controllers have begun to work. */
export async function waitForControlPlane(api: Api, { started = [], signal }: ControlPlaneOptions): Promise<void> {
  await untilAnswered(api, signal);
  const elected = electing.filter((component) => started.includes(component));
  // One that has just started need not wait for the lease of its former self to expire.
  await Promise.all(elected.map((name) => api.request('DELETE', `${leases}/${name}`).catch(() => undefined)));
  if (elected.length > 0) await untilAnswered(api, signal);
}

async function untilAnswered(api: Api, signal: AbortSignal | undefined): Promise<void> {
  const deadline = performance.now() + answerTimeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    try {
      await Promise.all(electing.map((component) => api.get(`${leases}/${component}`, { timeoutMs: 10_000 })));
      return;
    } catch (cause) {
      if (performance.now() > deadline)
        throw new ClusterError('E_CLUSTER_START', `The control plane does not answer: ${(cause as Error).message}`, {
          cause,
          next: 'course cluster up --provider kind makes the cluster anew',
        });
      await sleep(pollMs);
    }
  }
}
