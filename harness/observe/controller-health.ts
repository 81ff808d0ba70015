import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, ApiError, type KubeObject } from '../cluster/api.ts';
import { isTransient, unservable } from './reachable.ts';

interface Lease extends KubeObject {
  spec?: { renewTime?: string; leaseDurationSeconds?: number };
}

const leasePath = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager';

// A controller manager renews every 2 s (its --leader-elect-retry-period); it gives up by itself when it could not for
// two thirds of the lease's duration (--leader-elect-renew-deadline).
const patienceMs = 3_000;
const defaultLeaseSeconds = 15;

/**
 * Whether the controller manager works now: it renews its lease while we look. A lease that was renewed a moment ago
 * tells nothing, for it may have died since. Undefined when there is no lease that we may read, as on some managed
 * clusters; throws ClusterError when the API server cannot be asked.
 */
export async function controllerWorks(
  api: Pick<Api, 'get' | 'clockSkewMs'>,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const asked = performance.now();
  let first: string | undefined;
  for (;;) {
    const spec = await readLease(api, signal);
    if (!spec?.renewTime) return undefined;
    first ??= spec.renewTime;
    if (spec.renewTime !== first) return true;
    const deadlineMs = ((spec.leaseDurationSeconds ?? defaultLeaseSeconds) * 1_000 * 2) / 3;
    const waitedMs = performance.now() - asked;
    const ageMs = Date.now() + api.clockSkewMs - Date.parse(spec.renewTime);
    if (waitedMs > deadlineMs || (waitedMs > patienceMs && ageMs > deadlineMs)) return false;
    await sleep(Math.min(100, deadlineMs / 4), undefined, signal && { signal });
  }
}

async function readLease(api: Pick<Api, 'get'>, signal: AbortSignal | undefined): Promise<Lease['spec']> {
  try {
    return (await api.get<Lease>(leasePath, { timeoutMs: 20_000, ...(signal && { signal }) })).spec;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isTransient(error)) throw unservable(error);
    return undefined;
  }
}
