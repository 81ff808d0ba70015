import { type Api, ApiError } from '../../harness/cluster/api.ts';
import { compilePlacement } from '../../harness/placement/index.ts';
import { type Mismatch, type Model, mismatches } from './compare.ts';
import { offerDaemonSet } from './draw-round.ts';
import { observe } from './observe.ts';
import { type DaemonSetDraft, type NodeDraft, type Pair, renamed, toDaemonSet } from './subjects.ts';

/** Which of several pairs model and controller disagree about; in place of the others, nothing. */
export type Ask = (pairs: readonly Pair[]) => Promise<(Mismatch | undefined)[]>;

export interface Shrunk {
  mismatch: Mismatch;
  /** How many smaller pairs the controller was asked about, and in how many rounds. */
  tries: number;
  rounds: number;
}

type Path = readonly string[];
const widest = 40;
const mostRounds = 16;

/**
 * Makes a mismatch as small as it goes. Structural and not fast-check's own: a try on a live controller costs a second or
 * two whatever its size, so all smaller pairs are tried at once, and then as many of those that still disagree together
 * as possible.
 */
export async function shrink(start: Mismatch, ask: Ask): Promise<Shrunk> {
  let [mismatch, tries, rounds] = [start, 0, 0];
  const tryAll = async (candidates: readonly Pair[]) => {
    tries += candidates.length;
    rounds += 1;
    return ask(candidates);
  };
  while (rounds < mostRounds) {
    const paths = removable(mismatch).slice(0, widest);
    const alone = await tryAll(paths.map((path) => remove(mismatch, [path])));
    const good = paths.filter((_, index) => alone[index]);
    if (good.length === 0) break;
    const together = await tryAll(good.map((_, index) => remove(mismatch, good.slice(0, index + 1))));
    mismatch =
      together.findLast((found) => found !== undefined) ?? alone.find((found) => found !== undefined) ?? mismatch;
  }
  return { mismatch, tries, rounds };
}

interface Reducible {
  labels: NodeDraft['labels'];
  taints: NodeDraft['taints'];
  template: DaemonSetDraft['template'];
}

const reducible = ({ node, daemonSet }: Pair): Reducible => ({
  labels: node.labels,
  taints: node.taints,
  template: daemonSet.template,
});

/** Every part that can be taken out: whole branches first, then what is inside them. */
function removable(pair: Pair): Path[] {
  const paths: Path[] = [];
  const flags = pair.node.unschedulable ? [['unschedulable']] : [];
  const visit = (value: unknown, path: Path) => {
    if (value === null || typeof value !== 'object') return;
    for (const key of Object.keys(value)) paths.push([...path, key]);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(reducible(pair), []);
  return [
    ...flags,
    ...paths.filter((path) => path.join() !== 'template').sort((one, other) => one.length - other.length),
  ];
}

function remove(pair: Pair, paths: readonly Path[]): Pair {
  const copy = structuredClone(reducible(pair));
  for (const path of paths) blank(copy, path);
  const { labels = {}, taints = [], template } = compact(copy) as Partial<Reducible>;
  const unschedulable = pair.node.unschedulable && !paths.some(([first]) => first === 'unschedulable');
  const { updateStrategy: _, scheduled: __, ...daemonSet } = pair.daemonSet;
  return {
    node: { ...pair.node, labels, taints, unschedulable },
    daemonSet: { ...daemonSet, template: template ?? {} },
  };
}

/** Marks one place as gone; elements of a list keep their places until all are marked. */
function blank(root: unknown, path: Path): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
  const last = path.at(-1);
  if (parent !== undefined && last !== undefined) (parent as Record<string, unknown>)[last] = undefined;
}

function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(compact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, compact(inner)]),
  );
}

/** Asks a live controller about pairs that share its nodes where they can; what the API server refuses is no mismatch. */
export function askLive(api: Api, model: Model = compilePlacement): Ask {
  return async (pairs) => {
    const nodeNames = new Map<string, string>();
    const nameOf = ({ labels, taints, unschedulable }: NodeDraft) => {
      const shape = JSON.stringify([labels, taints, unschedulable]);
      if (!nodeNames.has(shape)) nodeNames.set(shape, `shrink-${nodeNames.size + 1}`);
      return nodeNames.get(shape) ?? '';
    };
    const asked = pairs.map(({ node, daemonSet }, index) => {
      const name = nameOf(node);
      return {
        node: { ...node, name },
        daemonSet: { ...renamed(daemonSet, node.name, name), name: `try-${index + 1}` },
      };
    });
    const accepted = await Promise.all(asked.map(({ daemonSet }) => isAccepted(api, daemonSet)));
    const live = asked.filter((_, index) => accepted[index]);
    if (live.length === 0) return pairs.map(() => undefined);
    const nodes = [...new Map(live.map(({ node }) => [node.name, node])).values()];
    const round = { nodes, daemonSets: live.map(({ daemonSet }) => daemonSet) };
    const found = mismatches(round, await observe(api, round), model);
    return asked.map(({ node, daemonSet }, index) => {
      const hit = found.find((one) => one.node.name === node.name && one.daemonSet.name === daemonSet.name);
      return hit && { ...hit, ...(pairs[index] as Pair) };
    });
  };
}

async function isAccepted(api: Api, draft: DaemonSetDraft): Promise<boolean> {
  try {
    await offerDaemonSet(api, toDaemonSet(draft));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return false;
    throw error;
  }
}
