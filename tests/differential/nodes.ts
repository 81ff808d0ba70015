import type { Api } from '../../harness/cluster/api.ts';
import { toNode as toSimulatedNode } from '../../harness/cluster/kwok/nodes.ts';
import type { Node } from '../../harness/placement/types.ts';
import type { NodeDraft } from './subjects.ts';

const nodesPath = '/api/v1/nodes';
/** Room for the pods of many rounds: those of earlier ones are never collected. */
const capacity = { pods: '100000' };

/** Label that only the final version of a node carries, so that a reader of it has seen all the rest too. */
export const finalLabel = 'differential/round';

/** Makes the cluster hold nodes of these names and no others, without labels and taints. */
export async function bringBlankNodes(api: Api, names: readonly string[]): Promise<void> {
  const { items } = await api.list<Node>(nodesPath, { query: { limit: '1000' } });
  const live = new Set(items.map(({ metadata }) => metadata.name ?? ''));
  const surplus = [...live].filter((name) => !names.includes(name));
  const bring = async (name: string) => {
    if (!live.has(name)) await api.request('POST', nodesPath, { body: toSimulatedNode({ name, capacity }) });
    await writeNode(api, { name, labels: {}, taints: [], unschedulable: false });
  };
  await Promise.all([...surplus.map((name) => api.request('DELETE', `${nodesPath}/${name}`)), ...names.map(bring)]);
}

/** Writes what a draft says over a node, by one request: labels and taints are final in the same version. */
export function writeNode(api: Api, node: NodeDraft, query: Record<string, string> = {}): Promise<Node> {
  const { name, labels, taints, unschedulable } = node;
  return api.request('PATCH', `${nodesPath}/${name}`, {
    contentType: 'application/json-patch+json',
    query: { ...query, fieldValidation: 'Strict' },
    body: [
      { op: 'add', path: '/metadata/labels', value: labels },
      { op: 'add', path: '/spec/taints', value: taints },
      { op: 'add', path: '/spec/unschedulable', value: unschedulable },
    ],
  });
}
