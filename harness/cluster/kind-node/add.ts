import { UsageError } from '../../errors.ts';
import type { Node } from '../../placement/types.ts';
import { addedName, type Member } from '../kind/pool.ts';
import type { TopologyNode } from '../provider.ts';
import { isSettled } from '../reset/nodes.ts';
import { waitUntil } from '../wait.ts';
import { parseVerbArgs } from './arguments.ts';
import { join, runMachine } from './join.ts';
import { powerUp } from './power.ts';
import type { ScriptRequest, ScriptTools } from './script.ts';
import { asked } from './shell.ts';
import { isRestricted, parseLabel, parseTaint } from './words.ts';

const readyTimeoutMs = 300_000;

/** `course node add NODE [--label K=V] [--taint K=V:Effect]`: a new machine joins the cluster by kubeadm. */
export async function add(tools: ScriptTools, { node, args }: Omit<ScriptRequest, 'container'>): Promise<string> {
  const wanted = readWanted(node, args);
  await needNewNode(tools, node);
  const known = tools.pool.find((member) => member.node === node);
  await asked(`adding node ${node}`, () => (known ? bringBack(tools, known, wanted) : joinNew(tools, wanted)));
  await waitUntil<Node>(await tools.api(), '/api/v1/nodes', {
    timeoutMs: readyTimeoutMs,
    what: `node ${node} to be Ready`,
    query: { fieldSelector: `metadata.name=${node}` },
    until: (nodes) => nodes.some(isSettled),
  });
  return `node/${node} added\n`;
}

function readWanted(name: string, args: readonly string[]): TopologyNode {
  const options = { label: 'list', taint: 'list', cpu: 'text', memory: 'text', pods: 'text' } as const;
  const { label = [], taint = [], ...sizes } = parseVerbArgs('add', args, options);
  const [size] = Object.entries(sizes).find(([, value]) => value !== undefined) ?? [];
  if (size)
    throw new UsageError('E_NODE_ADD', `--${size} is not possible on kind: a real node has what its machine has.`, {
      next: 'leave it out, or take --provider kwok',
    });
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name))
    throw new UsageError(
      'E_NODE_ADD',
      `Expected a name of at most 40 lower-case letters, digits and hyphens but found \`${name}\`.`,
    );
  return { name, labels: Object.fromEntries(label.map(parseLabel)), taints: taint.map(parseTaint) };
}

async function needNewNode({ api }: ScriptTools, node: string): Promise<void> {
  const query = { fieldSelector: `metadata.name=${node}` };
  const { items } = await (await api()).list<Node>('/api/v1/nodes', { query });
  if (items.length > 0)
    throw new UsageError('E_NODE_ADD', `Could not add node ${node}: a node of that name exists already.`);
}

/** A machine of that name is there and only has no node, because the lab does without it or has deleted it. */
async function bringBack(tools: ScriptTools, member: Member, wanted: TopologyNode): Promise<void> {
  await powerUp(tools.$, member);
  await tools.bringBack(member, wanted);
}

async function joinNew(tools: ScriptTools, { name: node, labels = {}, taints = [] }: TopologyNode): Promise<void> {
  const { $, cluster, journal, pool } = tools;
  const container = addedName(cluster, node);
  const like = pool.find(({ role }) => role === 'worker')?.container ?? '';
  const controlPlane = pool.find(({ role }) => role === 'control-plane')?.container ?? '';
  const own = Object.entries(labels).filter(([key]) => !isRestricted(key));
  journal.note({ change: 'added', container });
  await runMachine($, { cluster, container, like });
  await Promise.all([
    tools.loadImages(container),
    join($, { cluster, container, like, node, controlPlane, labels: Object.fromEntries(own), taints }),
  ]);
  const restricted = Object.entries(labels).filter(([key]) => isRestricted(key));
  if (restricted.length > 0)
    await tools.kubectl(['label', 'node', node, ...restricted.map(([key, value]) => `${key}=${value}`)]);
}
