import { podTarget } from '../placement/index.ts';
import type { Pod } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import type { VerdictCode } from './codes.ts';
import { isPodLive, isPodReady } from './node-state.ts';
import { compareNames } from './order.ts';
import { nodesVerdict, plainVerdict } from './plain.ts';
import { podState } from './pod-state.ts';
import { podHash } from './revision.ts';

/** What must hold at every moment of a step. */
export interface Limits {
  /** How many of the nodes may lack a Ready pod that stays. */
  maxUnavailable?: number;
  /** How many pods a node may hold, those included that are being deleted. */
  maxPerNode?: number;
  /** Whether a node must never hold two live pods of one revision. */
  onePerRevision?: boolean;
}

export interface PodEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  pod: Pod;
}

interface Violation {
  code: VerdictCode;
  nodes: readonly string[];
  /** What is wrong with each of these nodes. */
  message: string;
  summary: string;
}

/** Holds limits against a stream of events, one by one in the order in which they happened. */
export class Throughout {
  readonly #limits: Limits;
  readonly #daemonSet: string;
  readonly #pods = new Map<string, Map<string, Pod>>();
  readonly #unavailable = new Set<string>();
  #events = 0;
  #made = 0;
  #violation: Violation | undefined;

  /** `pods` are those of the namespace before the step; only those of the DaemonSet of this name count. */
  constructor(
    limits: Limits,
    { daemonSet, nodes, pods }: { daemonSet: string; nodes: readonly string[]; pods: readonly Pod[] },
  ) {
    this.#limits = limits;
    this.#daemonSet = daemonSet;
    for (const node of nodes) {
      this.#pods.set(node, new Map());
      this.#unavailable.add(node);
    }
    for (const pod of pods) if (this.#owns(pod)) this.#put(pod);
    this.#judge('Already before the step', nodes);
  }

  /** Takes in the next event; gives whether a limit is broken, now or earlier. */
  see({ type, pod }: PodEvent): boolean {
    const owned = this.#owns(pod);
    const touched = owned && type !== 'DELETED' ? this.#put(pod) : this.#remove(pod);
    if (touched !== undefined) this.#events += 1;
    if (owned && type === 'ADDED') this.#made += 1;
    if (touched !== undefined && !this.#violation) this.#judge(describeEvent({ type, pod }, this.#events), [touched]);
    return this.#violation !== undefined;
  }

  /** Whether a limit was broken. */
  get isBroken(): boolean {
    return this.#violation !== undefined;
  }

  /** The verdict on everything up to now. */
  get verdict(): PlainVerdict {
    if (this.#pods.size === 0) return plainVerdict('EMPTY_INTENDED', 'No node is meant, so nothing would be proved.');
    if (this.#violation) {
      const { code, nodes, message, summary } = this.#violation;
      return nodesVerdict(
        nodes.map((node) => ({ node, code, message })),
        { pass: '', fail: summary },
      );
    }
    if (this.#made === 0)
      return plainVerdict(
        'NOTHING_HAPPENED',
        `Expected new pods during the step, so that limits can be held against them, but none was made (${count(this.#events, 'event')}).`,
      );
    return plainVerdict(
      'OK',
      `Held at each of ${count(this.#events, 'event')}, in which ${count(this.#made, 'pod')} ${this.#made === 1 ? 'was' : 'were'} made.`,
    );
  }

  #owns({ metadata }: Pod): boolean {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    return owner?.kind === 'DaemonSet' && owner.name === this.#daemonSet;
  }

  #put(pod: Pod): string | undefined {
    const node = podTarget(pod);
    const held = node === undefined ? undefined : this.#pods.get(node);
    if (node === undefined || !held) return undefined;
    held.set(pod.metadata.uid ?? '', pod);
    this.#count(node, held);
    return node;
  }

  #remove(pod: Pod): string | undefined {
    const node = podTarget(pod);
    const held = node === undefined ? undefined : this.#pods.get(node);
    if (node === undefined || !held?.delete(pod.metadata.uid ?? '')) return undefined;
    this.#count(node, held);
    return node;
  }

  // Kept node by node: to count 1,000 nodes anew for each of 5,000 events would cost seconds.
  #count(node: string, held: ReadonlyMap<string, Pod>): void {
    const available = [...held.values()].some((pod) => isPodReady(pod) && isPodLive(pod));
    if (available) this.#unavailable.delete(node);
    else this.#unavailable.add(node);
  }

  #judge(when: string, nodes: readonly string[]): void {
    const { maxUnavailable } = this.#limits;
    if (maxUnavailable !== undefined && this.#unavailable.size > maxUnavailable) {
      const without = [...this.#unavailable].sort(compareNames);
      this.#violation = {
        code: 'TOO_MANY_UNAVAILABLE',
        nodes: without,
        message: 'had no Ready pod at this moment.',
        summary: `${when}: expected at most ${count(maxUnavailable, 'node')} without a Ready pod, found ${without.length} (${shorten(without)}).`,
      };
      return;
    }
    for (const node of nodes) this.#violation ??= this.#tooMany(when, node);
  }

  #tooMany(when: string, node: string): Violation | undefined {
    const { maxPerNode, onePerRevision } = this.#limits;
    const held = [...(this.#pods.get(node)?.values() ?? [])].filter(isNotOver);
    const broken = (expected: string): Violation => ({
      code: 'DUPLICATE_PODS',
      nodes: [node],
      message: `held ${held.map(describePod).join(', ')} at this moment.`,
      summary: `${when}: expected ${expected} on ${node}, found ${held.map(describePod).join(', ')}.`,
    });
    if (maxPerNode !== undefined && held.length > maxPerNode) return broken(`at most ${count(maxPerNode, 'pod')}`);
    const hashes = held.filter(isPodLive).map(podHash);
    if (onePerRevision && new Set(hashes).size < hashes.length) return broken('no two live pods of one revision');
    return undefined;
  }
}

/** Whether a pod takes part: one that has ended takes no room, one that is being deleted still does. */
const isNotOver = (pod: Pod) => pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';

const describePod = (pod: Pod) => `${pod.metadata.name} (${podState(pod)}, ${podHash(pod) ?? 'no revision'})`;

function describeEvent({ type, pod }: PodEvent, number: number): string {
  const { name, resourceVersion } = pod.metadata;
  return `At event ${number} (resourceVersion ${resourceVersion ?? 'unknown'}, ${type} ${name}, ${podState(pod)})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function shorten(names: readonly string[]): string {
  const rest = names.length - 5;
  return `${names.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
