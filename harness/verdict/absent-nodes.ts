import type { Placement, Pod } from '../placement/types.ts';
import type { NodeVerdict } from '../result.ts';
import { describeNode } from './messages.ts';
import type { Observation } from './observation.ts';
import { compareNames } from './order.ts';

/** Pods bound for nodes that are gone. */
function strayPods({ nodes, podsByNode }: Observation): [node: string, pods: readonly Pod[]][] {
  if (podsByNode.size === 0) return [];
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  return [...podsByNode].filter(([node, pods]) => pods.length > 0 && !names.has(node));
}

/** Whether there are pods bound for nodes that are gone. */
export function hasStrayPods(observation: Observation): boolean {
  return strayPods(observation).length > 0;
}

/**
 * Verdicts on nodes that do not exist: those that the task names, and those whose pods are still there, until the pod
 * garbage collector takes them after 40 to 80 s.
 */
export function absentVerdicts(observation: Observation, missing: readonly string[]): NodeVerdict[] {
  const stray = strayPods(observation).filter(([node]) => !missing.includes(node));
  const absent = (name: string, reason: string) => ({
    node: { metadata: { name } },
    placement: {
      shouldRun: false,
      shouldContinueRunning: false,
      reasons: [{ code: 'NODE_NAME_MISMATCH', message: reason }],
    } satisfies Placement,
    inMotion: true,
  });
  return [
    ...missing.map((node) =>
      describeNode({
        ...absent(node, 'there is no such node'),
        wants: 'pod',
        pods: observation.podsByNode.get(node) ?? [],
        code: 'INTENDED_NODE_MISSING',
      }),
    ),
    ...stray.map(([node, pods]) =>
      describeNode(
        { ...absent(node, 'the node is gone'), wants: 'none', pods, code: 'POD_NOT_REMOVED' },
        'the node is gone; Kubernetes collects its pods after 40 to 80 s',
      ),
    ),
  ];
}

/** Marks the nodes that changed in a way that the task does not ask for, those included that are gone. */
export function markChanged(
  nodes: readonly NodeVerdict[],
  changes: readonly { node: string; message: string }[],
): NodeVerdict[] {
  if (changes.length === 0) return [...nodes];
  const messages = new Map<string, string[]>();
  for (const { node, message } of changes) messages.set(node, [...(messages.get(node) ?? []), message]);
  const marked = nodes.map((verdict): NodeVerdict => {
    const found = messages.get(verdict.node);
    if (!found) return verdict;
    messages.delete(verdict.node);
    return {
      ...verdict,
      status: 'fail',
      code: 'TOPOLOGY_CHANGED',
      message: `the task leaves this node as it is, but ${found.join(', and ')}.`,
    };
  });
  const gone = [...messages].map(
    ([node, found]): NodeVerdict => ({
      node,
      intended: false,
      shouldRun: false,
      shouldContinueRunning: false,
      expected: { min: 0, max: 0 },
      found: [],
      status: 'fail',
      code: 'TOPOLOGY_CHANGED',
      message: `the task leaves this node as it is, but ${found.join(', and ')}.`,
    }),
  );
  return [...marked, ...gone].sort((a, b) => compareNames(a.node, b.node));
}
