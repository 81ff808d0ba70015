import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import type { Api } from '../api.ts';
import { createDefaultServiceAccount } from '../namespaces.ts';

export const startTimeoutMs = 60_000;

/** Where the components of the control plane keep their leases. */
export const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';

interface Starting {
  name: string;
  /** The components that do not run. */
  missing: () => Promise<string[]>;
  signal?: AbortSignal;
}

/** Waits until the cluster can judge: kwokctl's own `--wait` checks neither the controller manager nor the scheduler. */
export async function waitReady(api: Api, { name, missing, signal }: Starting): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  let last: unknown;
  while (Date.now() < deadline) {
    if (signal?.aborted) throw signal.reason;
    try {
      await api.get(`${leases}/kube-controller-manager`);
      await createDefaultServiceAccount(api, 'default');
      return;
    } catch (error) {
      last = error;
      if ((await missing()).length > 0) break;
      await sleep(25);
    }
  }
  throw new ClusterError(
    'E_CLUSTER_START',
    `Cluster ${name} did not become ready: ${(last as Error)?.message ?? 'a component ended'}`,
    { cause: last, next: 'course doctor' },
  );
}
