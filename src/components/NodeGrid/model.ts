/** The node grid as data: a cell is a node, a dot is a pod. Pure; the same on the server, in the browser and in tests. */

/** What a cell shows. The words stand in `cellWords`. */
export type CellState = 'empty' | 'running' | 'pending' | 'missing' | 'none' | 'keeps' | 'unwanted' | 'leaving' | 'off';

/** What a dot shows; a cell without a pod has none. */
export type PodMark = 'running' | 'pending' | 'unwanted' | 'leaving' | 'off';

/** A pod in a cell. */
export interface GridPod {
  name?: string;
  state: PodMark;
  /** Which template it was made from, counted from 0; only told where there are several. */
  revision?: number;
}

/** A node as the grid draws it. */
export interface GridCell {
  name: string;
  state: CellState;
  /** Why the cell is as it is, in one sentence without a full stop. */
  reason?: string;
  /** As `key=value`. */
  labels?: readonly string[];
  /** As `key=value:Effect`. */
  taints?: readonly string[];
  /** Pods to draw, where there may be several or of several revisions; else one dot follows from the state. */
  pods?: readonly GridPod[];
  /** Cells of one group stand together, with this heading. */
  group?: string;
  /** Whether a reader has chosen the cell, where cells can be chosen. */
  chosen?: boolean;
}

/** Above so many nodes the cells carry no names and become a mosaic. */
export const mosaicAbove = 40;

interface Words {
  /** What the legend says. */
  means: string;
  /** The predicate of the sentence about a node. */
  says: string;
  /** What follows the number of such nodes. */
  count: string;
}

/** Every state of a cell in words, in the order of the legend. */
export const cellWords = {
  running: { means: 'a pod runs', says: 'runs a pod', count: 'with a pod' },
  pending: { means: 'pod not Ready', says: 'has a pod that is not Ready', count: 'with a pod that is not Ready' },
  leaving: { means: 'pod on its way out', says: 'has a pod on its way out', count: 'with a pod on its way out' },
  missing: { means: 'pod missing', says: 'lacks a pod that is due', count: 'without the pod that is due' },
  unwanted: {
    means: 'pod that must not be there',
    says: 'has a pod that must not be there',
    count: 'with a pod that must not be there',
  },
  keeps: {
    means: 'not eligible, but a running pod stays',
    says: 'gets no new pod, and one that already runs there may stay',
    count: 'that get no new pod but keep one that runs',
  },
  none: { means: 'not eligible', says: 'gets no pod', count: 'not eligible' },
  off: { means: 'pod has failed', says: 'has a pod that has failed', count: 'with a pod that has failed' },
  empty: { means: 'no pod', says: 'has no pod', count: 'without a pod' },
} as const satisfies Record<CellState, Words>;

const allStates = Object.keys(cellWords) as CellState[];

const podWords = {
  running: 'Ready',
  pending: 'not Ready',
  unwanted: 'where none must be',
  leaving: 'on its way out',
  off: 'failed',
} as const satisfies Record<PodMark, string>;

/** The dots of a cell: those that are given, else the one that its state means. */
export function dotsOf({ pods, state }: GridCell): readonly GridPod[] {
  if (pods) return pods;
  switch (state) {
    case 'running':
    case 'pending':
    case 'unwanted':
    case 'leaving':
    case 'off':
      return [{ state }];
    default:
      return [];
  }
}

/** What is so about a node, without its name. */
export function answer(cell: GridCell): string {
  const { pods, state } = cell;
  if (!pods || pods.length === 0) return cellWords[state].says;
  const told = pods.map(
    ({ state: mark, revision }) => `${podWords[mark]}${revision === undefined ? '' : `, revision ${revision + 1}`}`,
  );
  return pods.length === 1 ? `has a pod: ${told[0]}` : `has ${pods.length} pods: ${told.join('; ')}`;
}

/** The one sentence about a node: what is so, and why. */
export function sentence(cell: GridCell): string {
  const why = cell.reason ? `: ${cell.reason}` : '';
  return `${cell.name} ${answer(cell)}${why}.`;
}

/** What the node itself says: its labels and taints; undefined when it has neither. */
export function carries({ labels = [], taints = [] }: GridCell): string | undefined {
  const parts = [
    ...(labels.length > 0 ? [`${labels.length === 1 ? 'label' : 'labels'} ${labels.join(', ')}`] : []),
    ...(taints.length > 0 ? [`${taints.length === 1 ? 'taint' : 'taints'} ${taints.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : undefined;
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The whole grid in one sentence: how many nodes, and how many of each kind. */
export function summary(cells: readonly GridCell[]): string {
  const counts = countStates(cells);
  const parts = allStates
    .filter((state) => counts.has(state))
    .map((state) => `${counts.get(state)} ${cellWords[state].count}`);
  const nodes = counted(cells.length, 'node');
  return parts.length === 0 || (parts.length === 1 && counts.has('empty'))
    ? `${nodes}.`
    : `${nodes}: ${parts.join(', ')}.`;
}

/** How many cells are in each state. */
export function countStates(cells: readonly GridCell[]): Map<CellState, number> {
  const counts = new Map<CellState, number>();
  for (const { state } of cells) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** The states that a legend has to explain: those that occur, but not the empty cell, which says nothing. */
export function legendOf(cells: readonly GridCell[]): CellState[] {
  const counts = countStates(cells);
  return allStates.filter((state) => state !== 'empty' && counts.has(state));
}

/** How many revisions the pods of the cells are of. */
export function revisionsIn(cells: readonly GridCell[]): number {
  let most = -1;
  for (const { pods } of cells)
    for (const { revision } of pods ?? []) if (revision !== undefined) most = Math.max(most, revision);
  return most + 1;
}

/** Cells that stand together. */
export interface Group {
  title: string | undefined;
  cells: GridCell[];
}

/** The cells by group, in the order in which the groups first occur; one group without a title when none is told. */
export function groupsOf(cells: readonly GridCell[]): Group[] {
  const byTitle = Map.groupBy(cells, ({ group }) => group);
  return [...byTitle].map(([title, members]) => ({ title, cells: members }));
}

/** A row of the table that says what the grid shows; above the mosaic's limit nodes with the same answer share one. */
export interface Row {
  nodes: readonly string[];
  answer: string;
  reason: string;
  carries: string;
}

/** The text alternative of a grid. */
export function rowsOf(cells: readonly GridCell[]): Row[] {
  const row = (cell: GridCell, nodes: readonly string[]): Row => ({
    nodes,
    answer: answer(cell),
    reason: cell.reason ?? '',
    carries: carries(cell) ?? '',
  });
  if (cells.length <= mosaicAbove) return cells.map((cell) => row(cell, [cell.name]));
  const same = Map.groupBy(cells, (cell) => JSON.stringify([answer(cell), cell.reason, carries(cell)]));
  return [...same.values()].flatMap((group) =>
    group[0]
      ? [
          row(
            group[0],
            group.map(({ name }) => name),
          ),
        ]
      : [],
  );
}
