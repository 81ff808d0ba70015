import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, KubeObject } from '../cluster/api.ts';

interface Lease extends KubeObject {
  spec?: { renewTime?: string; holderIdentity?: string };
}

const leasePath = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager';

// A controller manager renews every 2 s and gives up by itself when it could not for 10 s (its --leader-elect-renew-deadline).
const renewDeadlineMs = 10_000;

/**
 * Whether the controller manager works: it has renewed its lease since `since` (our clock, milliseconds), or does so
 * before its own deadline. Undefined when there is no lease that we may read, as on some managed clusters.
 */
export async function controllerWorks(api: Api, since: number): Promise<boolean | undefined> {
  for (;;) {
    let renewed: number;
    try {
      const lease = await api.get<Lease>(leasePath, { timeoutMs: 5_000 });
      renewed = Date.parse(lease.spec?.renewTime ?? '');
    } catch {
      return undefined;
    }
    if (Number.isNaN(renewed)) return undefined;
    const renewedHere = renewed - api.clockSkewMs;
    if (renewedHere >= since) return true;
    if (Date.now() - renewedHere > renewDeadlineMs) return false;
    await sleep(200);
  }
}
