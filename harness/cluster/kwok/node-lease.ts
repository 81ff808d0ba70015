import type { Api, KubeObject } from '../api.ts';
import { waitUntil } from '../wait.ts';

/**
 * A node's lease is its heartbeat, and kwok keeps up a node only while it holds that lease itself. Who takes the lease stops
 * the node: nothing renews it, and the node controller finds out.
 */
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
export const leasePath = (node: string) => `${leases}/${node}`;

const takenBy = 'course-node-stop';
// kwok takes a lease over once it has expired: this one does in 68 years.
const forEver = 2 ** 31 - 1;

/** Takes the lease as it was last renewed, so that the silence counts from then. */
export function takeLease(api: Api, node: string): Promise<unknown> {
  return patch(api, node, { spec: { holderIdentity: takenBy, leaseDurationSeconds: forEver } });
}

/** Leaves the lease to whoever wants it: kwok, when it looks next (every 10 s) or when the node is made anew. */
export function freeLease(api: Api, node: string): Promise<unknown> {
  // Its owner may be about to go, and the garbage collector would take the lease away from the owner's successor.
  return patch(api, node, { metadata: { ownerReferences: null }, spec: { holderIdentity: null } });
}

/** Waits until a lease that was free is held again. */
export function waitForHolder(api: Api, node: string): Promise<void> {
  return waitUntil<KubeObject & { spec?: { holderIdentity?: string } }>(api, leases, {
    timeoutMs: 30_000,
    what: `node ${node} to renew its lease`,
    query: { fieldSelector: `metadata.name=${node}` },
    until: ([lease]) => Boolean(lease?.spec?.holderIdentity),
  });
}

function patch(api: Api, node: string, body: object): Promise<unknown> {
  return api.request('PATCH', leasePath(node), { body, contentType: 'application/merge-patch+json' });
}
