import type { Api } from '../../harness/cluster/api.ts';
import { createNamespace } from '../../harness/cluster/namespaces.ts';
import type { DaemonSet, Node, Pod } from '../../harness/placement/types.ts';
import { bringBlankNodes, finalLabel, writeNode } from './nodes.ts';
import { daemonSetsPath, nodesOf, settledPods, waitForCounters } from './settle.ts';
import { type DaemonSetDraft, everywhere, type Round, toDaemonSet } from './subjects.ts';

/** What the controller did with the pairs of a round: the nodes on which each DaemonSet got a pod, and kept one. */
export interface Observation {
  ran: ReadonlyMap<string, ReadonlySet<string>>;
  stayed: ReadonlyMap<string, ReadonlySet<string>>;
  /** The pods of the fresh DaemonSets, by the name of their draft. */
  pods: ReadonlyMap<string, readonly Pod[]>;
  /** The final objects as the API server writes them. */
  stored: { nodes: readonly Node[]; daemonSets: ReadonlyMap<string, DaemonSet> };
}

/** Sets rounds apart, on a cluster that is used again too. */
let roundNumber = Date.now() % 1_000_000_000;

/**
 * Lets the controller decide about every pair of a round, in both directions. A DaemonSet that stays has pods on all
 * nodes first (OnDelete, so that no update replaces them), then gets the final nodes and the final template. A DaemonSet
 * that is fresh meets final nodes only.
 */
export async function observe(api: Api, round: Round): Promise<Observation> {
  roundNumber += 1;
  const label = String(roundNumber);
  const [staying, fresh, barrier] = [`stay-${label}`, `fresh-${label}`, `barrier-${label}`] as const;
  const nodeNames = round.nodes.map(({ name }) => name);
  await endDaemonSets(api);
  await Promise.all([staying, fresh, barrier].map((namespace) => createNamespace(api, namespace)));
  await bringBlankNodes(api, nodeNames);
  await placeEverywhere(api, staying, round);
  await Promise.all(
    round.nodes.map((node) => writeNode(api, { ...node, labels: { ...node.labels, [finalLabel]: label } })),
  );
  await passBarrier(api, barrier, { nodes: nodeNames.length, label });
  await Promise.all([
    ...round.daemonSets.map((draft) => create(api, fresh, toDaemonSet(draft))),
    ...round.daemonSets.map((draft) => retarget(api, staying, draft)),
  ]);
  const [pods, kept] = await Promise.all([settledPods(api, fresh), settledPods(api, staying)]);
  refuseDoubles(pods);
  const [nodes, daemonSets] = await Promise.all([
    api.list<Node>('/api/v1/nodes'),
    api.list<DaemonSet>(daemonSetsPath(fresh)),
  ]);
  const alive = (name: string) => (kept.get(name) ?? []).filter(({ metadata }) => !metadata.deletionTimestamp);
  const byName = <T>(of: (name: string) => T) => new Map(round.daemonSets.map(({ name }) => [name, of(name)]));
  return {
    ran: byName((name) => nodesOf(pods.get(name) ?? [])),
    stayed: byName((name) => nodesOf(alive(name))),
    pods,
    stored: {
      nodes: nodes.items,
      daemonSets: new Map(daemonSets.items.map((daemonSet) => [daemonSet.metadata.name ?? '', daemonSet])),
    },
  };
}

export function create(api: Api, namespace: string, daemonSet: DaemonSet): Promise<DaemonSet> {
  const query = { fieldValidation: 'Strict' };
  return api.request('POST', daemonSetsPath(namespace), { body: daemonSet, query });
}

async function placeEverywhere(api: Api, namespace: string, { nodes, daemonSets }: Round): Promise<void> {
  const running = new Set(daemonSets.filter(({ scheduled }) => scheduled).map(({ name }) => name));
  await Promise.all(daemonSets.map((draft) => create(api, namespace, toDaemonSet(onDelete(draft), everywhere))));
  await waitForCounters(
    api,
    namespace,
    ({ currentNumberScheduled, numberReady }, { metadata }) =>
      currentNumberScheduled === nodes.length && (!running.has(metadata.name ?? '') || numberReady === nodes.length),
  );
}

function onDelete(draft: DaemonSetDraft): DaemonSetDraft {
  return { ...draft, updateStrategy: { type: 'OnDelete' } };
}

/** Gives a DaemonSet its final template in one write, whatever the controller writes into its status meanwhile. */
function retarget(api: Api, namespace: string, draft: DaemonSetDraft): Promise<DaemonSet> {
  const { template } = toDaemonSet(onDelete(draft)).spec;
  return api.request('PATCH', `${daemonSetsPath(namespace)}/${draft.name}`, {
    contentType: 'application/json-patch+json',
    query: { fieldValidation: 'Strict' },
    body: [{ op: 'replace', path: '/spec/template', value: template }],
  });
}

/**
 * Waits until the controller's own cache holds every node in its final version: a DaemonSet that selects the label which
 * came with that version, and nothing else, then counts all nodes. Nodes and DaemonSets reach the controller by two
 * streams, so without this a DaemonSet could still be judged by nodes of yesterday.
 */
export async function passBarrier(
  api: Api,
  namespace: string,
  { nodes, label }: { nodes: number; label: string },
): Promise<void> {
  const template = { ...everywhere, nodeSelector: { [finalLabel]: label } };
  await create(api, namespace, toDaemonSet({ name: 'barrier', template }));
  await waitForCounters(api, namespace, ({ desiredNumberScheduled }) => desiredNumberScheduled === nodes);
}

function refuseDoubles(pods: ReadonlyMap<string, readonly Pod[]>): void {
  for (const [name, owned] of pods) {
    if (nodesOf(owned).size !== owned.length) throw new Error(`${name} has two pods on one node.`);
  }
}

/**
 * Ends every DaemonSet of earlier rounds, which would follow the nodes. Their pods and revisions stay: nobody on this
 * cluster acts on a pod whose owner is gone, and to delete thousands takes as long as to create them.
 */
export async function endDaemonSets(api: Api): Promise<void> {
  const { items } = await api.list<DaemonSet>('/apis/apps/v1/daemonsets', { query: { limit: '1000' } });
  const namespaces = new Set(items.map(({ metadata }) => metadata.namespace ?? ''));
  const query = { propagationPolicy: 'Background' };
  await Promise.all([...namespaces].map((namespace) => api.request('DELETE', daemonSetsPath(namespace), { query })));
}
