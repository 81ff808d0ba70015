import { UsageError } from '../../errors.ts';
import type { Node } from '../../placement/types.ts';
import { type Api, isNotFound } from '../api.ts';
import { isSettled } from '../reset/nodes.ts';
import { waitUntil } from '../wait.ts';
import { freeLease, takeLease, waitForHolder } from './node-lease.ts';
import { nodesPath, nowhere, stopped } from './nodes.ts';

/** Stops the heartbeat of a node and everything on it, as if its machine were switched off. */
export async function stopNode(api: Api, node: string): Promise<string> {
  // The mark first: a reset knows by it that the node has to be made anew.
  await mark(api, node, stopped.value);
  try {
    await takeLease(api, node);
    await setAddresses(api, node, (own) => [...own, nowhere]);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await mark(api, node, null);
    throw new UsageError(
      'E_NODE_STOP',
      `Expected node ${node} to have a heartbeat but found none: kwok does not run it.`,
    );
  }
  return `node/${node} stopped\n`;
}

/** Lets a stopped node run again, and waits until it is Ready. */
export async function startNode(api: Api, node: string): Promise<string> {
  const live = await api.get<Node>(`${nodesPath}/${node}`);
  if (live.metadata.annotations?.[stopped.key] !== undefined) {
    // Before kwok has the lease again, since it then looks at each pod on the node, and never again at most of them.
    await setAddresses(api, node, (own) => own);
    await freeLease(api, node);
    await mark(api, node, null);
    await waitForHolder(api, node);
  }
  await waitForNode(api, node);
  return `node/${node} started\n`;
}

/** Waits until a node is Ready and carries no taint that says otherwise. */
export function waitForNode(api: Api, node: string): Promise<void> {
  return waitUntil<Node>(api, nodesPath, {
    timeoutMs: 30_000,
    what: `node ${node} to be Ready`,
    query: { fieldSelector: `metadata.name=${node}` },
    until: (nodes) => nodes.some(isSettled),
  });
}

interface Address {
  type: string;
  address: string;
}

/** Writes what becomes of the addresses that a node has of its own. */
async function setAddresses(api: Api, node: string, change: (own: Address[]) => Address[]): Promise<void> {
  const path = `${nodesPath}/${node}`;
  const { status } = await api.get<Node>(path);
  const own = ((status?.addresses as Address[] | undefined) ?? []).filter(({ address }) => address !== nowhere.address);
  const body = { status: { addresses: change(own) } };
  await api.request('PATCH', `${path}/status`, { body, contentType: 'application/merge-patch+json' });
}

function mark(api: Api, node: string, value: string | null): Promise<unknown> {
  const body = { metadata: { annotations: { [stopped.key]: value } } };
  return api.request('PATCH', `${nodesPath}/${node}`, { body, contentType: 'application/merge-patch+json' });
}
