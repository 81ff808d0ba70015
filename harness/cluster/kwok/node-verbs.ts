import { parseArgs } from 'node:util';
import { ClusterError, CourseError, UsageError } from '../../errors.ts';
import type { Taint } from '../../placement/types.ts';
import type { Api } from '../api.ts';
import { ApiError, isNotFound } from '../api.ts';
import type { NodeVerb, TopologyNode } from '../provider.ts';
import { leasePath } from './node-lease.ts';
import { startNode, stopNode, waitForNode } from './node-power.ts';
import { nodesPath, toNode } from './nodes.ts';

interface Tools {
  api: Api;
  /** Runs the pinned kubectl against the cluster and gives its output. */
  kubectl: (args: readonly string[]) => Promise<string>;
}

interface Request {
  verb: NodeVerb;
  node: string;
  args: readonly string[];
}

type Handler = (tools: Tools, request: Request) => Promise<string>;

const viaKubectl: Handler = ({ kubectl }, { verb, node, args }) =>
  verb === 'label' || verb === 'taint' ? kubectl([verb, 'node', node, ...args]) : kubectl([verb, node, ...args]);

const refused =
  (reason: string): Handler =>
  (_tools, { verb, node }) =>
    Promise.reject(
      new UsageError(
        'E_NODE_VERB',
        `\`node ${verb} ${node}\` is not possible on kwok: ${reason} It takes a cluster with real kubelets.`,
      ),
    );

const noKubelet = 'its nodes are simulated, there is no kubelet and no container behind them.';

const handlers = {
  add: addNode,
  remove: removeNode,
  label: viaKubectl,
  taint: viaKubectl,
  cordon: viaKubectl,
  uncordon: viaKubectl,
  drain: viaKubectl,
  stop: ({ api }, { node, args }) => withoutArguments('stop', args, () => onExisting(node, () => stopNode(api, node))),
  start: ({ api }, { node, args }) =>
    withoutArguments('start', args, () => onExisting(node, () => startNode(api, node))),
  pause: refused(noKubelet),
  unpause: refused(noKubelet),
  exec: refused(noKubelet),
  logs: refused(noKubelet),
  'static-pod': refused(noKubelet),
  'load-image': refused(noKubelet),
} satisfies Record<NodeVerb, Handler>;

/** Does something to one simulated node; gives what is to be printed. Throws UsageError for what kwok cannot do. */
export function doToNode(tools: Tools, request: Request): Promise<string> {
  return handlers[request.verb](tools, request);
}

async function addNode({ api }: Tools, { node, args }: Request): Promise<string> {
  try {
    await api.request('POST', nodesPath, { body: toNode(parseNode(node, args)) });
  } catch (error) {
    if (error instanceof ApiError && error.status < 500)
      throw new UsageError('E_NODE_ADD', `Could not add node ${node}: ${error.message}`, { cause: error });
    throw error;
  }
  await waitForNode(api, node);
  return `node/${node} added\n`;
}

async function removeNode({ api }: Tools, { node }: Request): Promise<string> {
  await onExisting(node, () => api.request('DELETE', `${nodesPath}/${node}`));
  await api.request('DELETE', leasePath(node)).catch(() => undefined);
  return `node/${node} removed\n`;
}

async function withoutArguments(verb: NodeVerb, args: readonly string[], act: () => Promise<string>): Promise<string> {
  if (args.length === 0) return act();
  throw new UsageError(
    'E_NODE_VERB',
    `Expected nothing after the name of the node to ${verb} but found \`${args.join(' ')}\`.`,
  );
}

async function onExisting<T>(node: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (isNotFound(error))
      throw new UsageError('E_NO_NODE', `Expected a node named ${node} but found none.`, { next: 'kubectl get nodes' });
    if (error instanceof CourseError) throw error;
    throw new ClusterError('E_NODE', `Could not change node ${node}: ${(error as Error).message}`, { cause: error });
  }
}

/** `--label k=v --taint k=v:Effect --cpu 2 --memory 4Gi --pods 10`, each label and taint repeatable. */
function parseNode(name: string, args: readonly string[]): TopologyNode {
  const text = { type: 'string' } as const;
  const many = { type: 'string', multiple: true, default: [] as string[] } as const;
  let values: {
    label: string[];
    taint: string[];
    cpu?: string | undefined;
    memory?: string | undefined;
    pods?: string | undefined;
  };
  try {
    values = parseArgs({
      args: [...args],
      options: { label: many, taint: many, cpu: text, memory: text, pods: text },
    }).values;
  } catch (cause) {
    throw new UsageError('E_NODE_ADD', (cause as Error).message, { cause, next: 'course node --help' });
  }
  const { label, taint, cpu, memory, pods } = values;
  return {
    name,
    labels: Object.fromEntries(label.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')])),
    taints: taint.map(parseTaint),
    capacity: { ...(cpu && { cpu }), ...(memory && { memory }), ...(pods && { pods }) },
  };
}

function parseTaint(text: string): Taint {
  const [, key, value, effect] = text.match(/^([^=:]+)(?:=([^:]*))?:(NoSchedule|NoExecute|PreferNoSchedule)$/) ?? [];
  if (key === undefined || effect === undefined) {
    throw new UsageError(
      'E_NODE_ADD',
      `Expected a taint as key=value:NoSchedule, key=value:NoExecute or key=value:PreferNoSchedule but found \`${text}\`.`,
    );
  }
  return { key, ...(value && { value }), effect };
}
