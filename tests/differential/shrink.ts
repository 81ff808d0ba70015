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
 * as possible. Nodes and DaemonSets take turns, because a round costs their product.
 */
export async function shrink(start: Mismatch, ask: Ask): Promise<Shrunk> {
  let [mismatch, tries, rounds] = [start, 0, 0];
  const tryAll = async (candidates: readonly Pair[]) => {
    tries += candidates.length;
    rounds += 1;
    return ask(candidates);
  };
  const reduce = async (side: Side): Promise<boolean> => {
    const paths = removable(mismatch, side).slice(0, widest);
    if (paths.length === 0 || rounds >= mostRounds) return false;
    const alone = await tryAll(paths.map((path) => remove(mismatch, [path])));
    const good = paths.filter((_, index) => alone[index]);
    const [first] = good;
    if (!first) return false;
    const together =
      good.length > 1 ? await tryAll(good.slice(1).map((_, index) => remove(mismatch, good.slice(0, index + 2)))) : [];
    mismatch = together.findLast((found) => found) ?? alone.find((found) => found) ?? mismatch;
    return true;
  };
  const done = { node: false, template: false };
  for (let side: Side = 'template'; !(done.node && done.template); side = done[side] ? other(side) : side) {
    const smaller = await reduce(side);
    if (smaller) done[other(side)] = false;
    done[side] = !smaller;
  }
  return { mismatch, tries, rounds };
}

type Side = 'node' | 'template';
const other = (side: Side): Side => (side === 'node' ? 'template' : 'node');

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

/** Every part of one side that can be taken out: whole branches first, then what is inside them. */
function removable(pair: Pair, side: Side): Path[] {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (value === null || typeof value !== 'object') return;
    for (const key of Object.keys(value)) paths.push([...path, key]);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  const { template, ...node } = reducible(pair);
  visit(side === 'node' ? node : { template }, []);
  // A taint cannot do without its key and effect; of what else the API server does not take, it is asked.
  const needed = (path: Path) => side === 'node' && ['key', 'effect'].includes(path[2] ?? '');
  const inner = paths.filter((path) => path.length > 1 && !needed(path)).sort((one, two) => one.length - two.length);
  return side === 'node' && pair.node.unschedulable ? [['unschedulable'], ...inner] : inner;
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
    const names = new Map<string, string>();
    const nameOf = (kind: string, shape: unknown) => {
      const key = JSON.stringify([kind, shape]);
      names.set(key, names.get(key) ?? `${kind}-${names.size + 1}`);
      return names.get(key) ?? '';
    };
    const asked = pairs.map(({ node, daemonSet }) => {
      const name = nameOf('shrink', [node.labels, node.taints, node.unschedulable]);
      const { template } = renamed(daemonSet, node.name, name);
      return { node: { ...node, name }, daemonSet: { ...daemonSet, template, name: nameOf('try', template) } };
    });
    const accepted = await Promise.all(asked.map(({ daemonSet }) => isAccepted(api, daemonSet)));
    const live = asked.filter((_, index) => accepted[index]);
    if (live.length === 0) return pairs.map(() => undefined);
    const round = {
      nodes: unique(live.map(({ node }) => node)),
      daemonSets: unique(live.map(({ daemonSet }) => daemonSet)),
    };
    const found = mismatches(round, await observe(api, round), model);
    return asked.map(({ node, daemonSet }, index) => {
      const hit = found.find((one) => one.node.name === node.name && one.daemonSet.name === daemonSet.name);
      return hit && { ...hit, ...(pairs[index] as Pair) };
    });
  };
}

const unique = <T extends { name: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [item.name, item])).values(),
];

async function isAccepted(api: Api, draft: DaemonSetDraft): Promise<boolean> {
  try {
    await offerDaemonSet(api, toDaemonSet(draft));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return false;
    throw error;
  }
}
