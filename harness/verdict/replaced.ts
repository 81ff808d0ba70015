import { matchesSelector, parseLabelSelector, podTarget } from '../placement/index.ts';
import type { Pod } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import type { VerdictCode } from './codes.ts';
import { isPodLive } from './node-state.ts';
import { compareNames } from './order.ts';
import { nodesVerdict } from './plain.ts';

/** UIDs of live pods, by node. */
export type PodIdentities = ReadonlyMap<string, readonly string[]>;

export interface Replacement {
  /** Nodes whose pod must be a new one; those on all other nodes must be the same as before. */
  on: 'all' | 'none' | readonly string[];
  before: PodIdentities;
  after: PodIdentities;
  /** UIDs of all pods in the namespace after the step: one that was only taken from its DaemonSet is not replaced. */
  alive?: ReadonlySet<string>;
  /** Whose pods they are, for messages. */
  subject?: string;
}

/** UIDs of the live pods that a label selector matches, by the node that each is for. */
export function identitiesOf(pods: readonly Pod[], selector: string): PodIdentities {
  const parsed = parseLabelSelector(selector);
  const matching = pods.filter((pod) => isPodLive(pod) && matchesSelector(parsed, pod.metadata.labels ?? {}));
  const byNode = Map.groupBy(matching, (pod) => podTarget(pod) ?? 'no node');
  return new Map([...byNode].map(([node, found]) => [node, found.map(({ metadata }) => metadata.uid ?? '')]));
}

/** Judges which pods are new ones: a pod is who its UID says, whatever its name. */
export function judgeReplacement({
  on,
  before,
  after,
  alive = new Set(),
  subject = 'the DaemonSet',
}: Replacement): PlainVerdict {
  const named = typeof on === 'string' ? [] : on;
  const names = [...new Set([...before.keys(), ...after.keys(), ...named])].sort(compareNames);
  const nodes = names.map((node) => {
    const due = on === 'all' || (on !== 'none' && on.includes(node));
    return { node, ...judgeNode(due, { before: before.get(node) ?? [], after: after.get(node) ?? [], alive }) };
  });
  if (names.length === 0) {
    return nodesVerdict(
      [{ node: '', code: 'POD_MISSING', message: 'there was no pod before and there is none now.' }],
      { pass: '', fail: 'Expected pods before and after the step but there are none at all.' },
    );
  }
  return nodesVerdict(nodes, {
    pass:
      named.length > 0
        ? `New pods of ${subject} on ${named.join(', ')}, the same as before elsewhere.`
        : on === 'all'
          ? `Every pod of ${subject} is a new one.`
          : `Every pod of ${subject} is the same as before.`,
    fail: `Some pods of ${subject} are not the ones that are due.`,
  });
}

interface PodsOfNode {
  before: readonly string[];
  after: readonly string[];
  alive: ReadonlySet<string>;
}

function judgeNode(due: boolean, { before, after, alive }: PodsOfNode): { code: VerdictCode; message: string } {
  const kept = after.filter((uid) => before.includes(uid));
  if (due && before.length === 0)
    return { code: 'POD_MISSING', message: 'expected a pod before the step, to be replaced, but there was none.' };
  if (due && after.length === 0) return { code: 'POD_MISSING', message: 'expected a new pod, found none.' };
  if (due && kept.length > 0)
    return { code: 'POD_NOT_REPLACED', message: 'expected a new pod, found the same one as before.' };
  if (due && before.some((uid) => alive.has(uid)))
    return {
      code: 'POD_NOT_REPLACED',
      message: 'expected the old pod to be gone, but it still runs, owned by nobody.',
    };
  if (due) return { code: 'OK', message: 'a new pod, with another UID.' };
  if (before.length > 0 && after.length === 0)
    return { code: 'POD_MISSING', message: 'expected the same pod as before, found none.' };
  if (before.length !== after.length || kept.length !== before.length)
    return { code: 'POD_REPLACED', message: 'expected the same pod as before, found another one.' };
  return { code: 'OK', message: 'the same pod as before.' };
}
