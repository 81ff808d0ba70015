import { podTarget } from '../placement/index.ts';
import type { Node, Pod } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import { leadingCode, type VerdictCode, verdictCodes } from './codes.ts';
import { compileIntended, describeIntended, type Intended, missingNames } from './intended.ts';
import { compareNames } from './order.ts';
import { nodesVerdict, plainVerdict } from './plain.ts';
import { isInState, type PodState, podState } from './pod-state.ts';
import { differences } from './subset.ts';

/** What is expected of a set of pods, whoever owns them. */
export interface ExpectedPods {
  /** Whose pods they are, in words. */
  subject: string;
  /** The nodes that hold them; without it any node may. */
  on?: Intended;
  perNode: { min: number; max: number };
  /** Whether pods on other nodes are left out of account. */
  ignoreElsewhere: boolean;
  /** How many are for no node. */
  unplaced: number;
  /** How many there are in all. */
  total?: number;
  state: PodState | 'Running';
  /** What the scheduler says of each that it has not bound. */
  says?: string;
  subset?: unknown;
  /** Changes to nodes that the task did not ask for. */
  topologyChanges?: (nodes: readonly Node[]) => readonly { node: string; message: string }[];
}

interface Line {
  node: string;
  code: VerdictCode;
  message: string;
}

/** Judges how many of the pods each node holds, in which state, and what they have in common. */
export function judgePods(
  expected: ExpectedPods,
  { pods, nodes }: { pods: readonly Pod[]; nodes: readonly Node[] },
): PlainVerdict {
  const { subject, on, topologyChanges } = expected;
  const isMeant = on && compileIntended(on);
  const meant = isMeant && nodes.filter(isMeant).map(({ metadata }) => metadata.name ?? '');
  const missing = on ? missingNames(on, nodes) : [];
  // Where all of them are to wait, any that has a node is one too many there, whatever has become of it.
  const waiting = expected.total !== undefined && expected.total === expected.unplaced;
  if (on && meant?.length === 0 && missing.length === 0)
    return plainVerdict('EMPTY_INTENDED', `No node is meant by ${describeIntended(on)}, so nothing would be proved.`);
  const considered = pods.filter((pod) => {
    const target = podTarget(pod);
    return target === undefined || !expected.ignoreElsewhere || meant?.includes(target);
  });
  const byNode = Map.groupBy(considered, (pod) => podTarget(pod) ?? '');
  const unplaced = byNode.get('') ?? [];
  byNode.delete('');
  const lines = [...new Set([...(meant ?? []), ...missing, ...byNode.keys()])].sort(compareNames).map((node): Line => {
    if (missing.includes(node)) return { node, code: 'INTENDED_NODE_MISSING', message: 'there is no such node.' };
    const limits = meant ? (meant.includes(node) ? expected.perNode : none) : waiting ? none : undefined;
    return { node, ...judgeNode(expected, { pods: byNode.get(node) ?? [], limits }) };
  });
  const changed = topologyChanges?.(nodes) ?? [];
  const verdict = nodesVerdict(withChanges(lines, changed), {
    pass: `${subject}: ${considered.length} found, as expected.`,
    fail: `${subject}: expected ${expectation(expected)}.`,
  });
  const rest = judgeNumbers(expected, { considered, unplaced });
  if (rest.code === 'OK') return verdict;
  const code = leadingCode([verdict.code as VerdictCode, rest.code]);
  const summary = verdict.status === 'pass' ? rest.message : `${verdict.summary} ${rest.message}`;
  return { ...verdict, status: verdictCodes[code].status, code, summary };
}

const none = { min: 0, max: 0 };

/** How many a node holds, and each of them as a pod. */
function judgeNode(
  expected: ExpectedPods,
  { pods, limits }: { pods: readonly Pod[]; limits: { min: number; max: number } | undefined },
): Omit<Line, 'node'> {
  const found = `found ${pods.length}${pods.length > 0 ? ` (${pods.map(describePod).join(', ')})` : ''}.`;
  if (limits && pods.length < limits.min) return { code: 'POD_MISSING', message: `expected ${limits.min}, ${found}` };
  if (limits && pods.length > limits.max)
    return limits.max === 0
      ? { code: 'POD_ON_UNINTENDED_NODE', message: `expected none, ${found}` }
      : {
          code: 'DUPLICATE_PODS',
          message: `expected ${limits.min === limits.max ? '' : 'at most '}${limits.max}, ${found}`,
        };
  const wrong = pods.map((pod) => judgePod(expected, pod)).find(({ code }) => code !== 'OK');
  return wrong ?? { code: 'OK', message: found };
}

function judgePod({ state, subset, says }: ExpectedPods, pod: Pod): Omit<Line, 'node'> {
  const name = pod.metadata.name ?? '';
  if (!isInState(pod, state))
    return { code: stateCode(pod, state), message: `expected ${name} to be ${state}, found it ${podState(pod)}.` };
  const said = says === undefined || pod.spec.nodeName ? undefined : schedulerMessage(pod);
  if (says !== undefined && said !== undefined && !said.includes(says))
    return {
      code: 'POD_DIFFERS',
      message: `expected the scheduler to say ${JSON.stringify(says)} of ${name}, but ${said === '' ? 'none has looked at it' : `it says: ${said}`}.`,
    };
  const differing = subset === undefined ? [] : differences(subset, pod);
  if (differing.length > 0)
    return { code: 'POD_DIFFERS', message: `${name} is not as expected: ${differing.join('; ')}.` };
  return { code: 'OK', message: '' };
}

function stateCode(pod: Pod, wanted: ExpectedPods['state']): VerdictCode {
  if (podState(pod) === 'Terminating') return 'POD_NOT_REMOVED';
  return wanted === 'Ready' ? 'POD_NOT_READY' : 'POD_IN_OTHER_STATE';
}

/** What no node can tell: how many there are in all, how many wait for a node, and what the scheduler says of those. */
function judgeNumbers(
  expected: ExpectedPods,
  { considered, unplaced }: { considered: readonly Pod[]; unplaced: readonly Pod[] },
): Omit<Line, 'node'> {
  const { subject, total, says } = expected;
  if (total !== undefined && considered.length !== total)
    return {
      code: 'POD_COUNT_DIFFERS',
      message: `${subject}: expected ${total} in all, found ${considered.length}.`,
    };
  if (unplaced.length !== expected.unplaced)
    return {
      code: 'POD_COUNT_DIFFERS',
      message: `${subject}: expected ${expected.unplaced} without a node, found ${unplaced.length}${unplaced.length > 0 ? ` (${unplaced.map(describePod).join(', ')})` : ''}.`,
    };
  const wrong = unplaced
    .map((pod) => judgePod({ ...expected, state: 'Pending' }, pod))
    .find(({ code }) => code !== 'OK');
  if (wrong) return { ...wrong, message: `${subject}: ${wrong.message}` };
  if (says !== undefined && considered.every(({ spec }) => spec.nodeName))
    return { code: 'POD_DIFFERS', message: `${subject}: expected the scheduler to refuse some, but all have a node.` };
  return { code: 'OK', message: '' };
}

function withChanges(lines: readonly Line[], changes: readonly { node: string; message: string }[]): Line[] {
  const byNode = Map.groupBy(changes, ({ node }) => node);
  const names = [...new Set([...lines.map(({ node }) => node), ...byNode.keys()])].sort(compareNames);
  return names.map((node): Line => {
    const found = byNode.get(node);
    if (!found) return lines.find((line) => line.node === node) ?? { node, code: 'OK', message: '' };
    const what = found.map(({ message }) => message).join(', and ');
    return { node, code: 'TOPOLOGY_CHANGED', message: `the task leaves this node as it is, but ${what}.` };
  });
}

function expectation({ on, perNode, ignoreElsewhere, state }: ExpectedPods): string {
  if (!on) return `each to be ${state}`;
  const many = perNode.min === perNode.max ? `${perNode.max}` : `at most ${perNode.max}`;
  return `${many} ${state} on each node of ${describeIntended(on)}${ignoreElsewhere ? '' : ' and none elsewhere'}`;
}

function schedulerMessage(pod: Pod): string {
  return pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? '';
}

const describePod = (pod: Pod) => `${pod.metadata.name} ${podState(pod)}`;
