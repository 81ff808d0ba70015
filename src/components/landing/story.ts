import { compilePlacement } from '../../../harness/placement/compile.ts';
import type { DaemonSet, Node, Placement, Taint } from '../../../harness/placement/types.ts';
import type { CellState, GridCell } from '../NodeGrid/model.ts';

/** One picture of the story: the cells, what was typed, what it means, and how long to look at it. */
export interface Frame {
  cells: GridCell[];
  command?: string;
  says: string;
  ms: number;
}

interface World {
  daemonSet?: DaemonSet;
  nodes: Node[];
  pods: Map<string, 'pending' | 'running' | 'leaving'>;
}

/** What somebody does to the cluster; what becomes of the pods is not told here but follows from the placement model. */
interface Event {
  command?: string;
  says: string;
  change: (world: World) => void;
  rest?: number;
}

const agent: DaemonSet = {
  metadata: { name: 'agent' },
  spec: { template: { spec: { containers: [{ name: 'agent', image: 'agent' }] } } },
};

const join = (world: World, ...names: string[]): void => {
  world.nodes.push(...names.map((name) => ({ metadata: { name, labels: { 'kubernetes.io/hostname': name } } })));
};

const taint = (world: World, name: string, added: Taint): void => {
  world.nodes = world.nodes.map((node) =>
    node.metadata.name === name ? { ...node, spec: { taints: [added] } } : node,
  );
};

const grows = 'The cluster grows. Each new node gets its pod; nobody touches the DaemonSet.';

/** A DaemonSet meets a growing cluster, then a taint. */
const events: readonly Event[] = [
  {
    says: 'Three nodes. Nothing runs on them yet.',
    change: (world) => join(world, 'worker-1', 'worker-2', 'worker-3'),
  },
  {
    command: 'kubectl apply -f agent.yaml',
    says: 'A DaemonSet asks for one pod on every node.',
    change: (world) => {
      world.daemonSet = agent;
    },
    rest: 1100,
  },
  { says: grows, change: (world) => join(world, 'worker-4'), rest: 350 },
  { says: grows, change: (world) => join(world, 'worker-5'), rest: 350 },
  { says: grows, change: (world) => join(world, 'worker-6'), rest: 1300 },
  {
    command: 'kubectl taint node worker-5 gpu=true:NoExecute',
    says: 'A taint sets worker-5 apart. The DaemonSet does not tolerate it, so its pod has to go.',
    change: (world) => taint(world, 'worker-5', { key: 'gpu', value: 'true', effect: 'NoExecute' }),
    rest: 4000,
  },
];

function stateOf(world: World, name: string, placement: Placement | undefined): CellState {
  const pod = world.pods.get(name);
  if (pod !== undefined) return pod;
  return placement && !placement.shouldRun ? 'none' : 'empty';
}

function cellsOf(world: World): GridCell[] {
  const placeOn = world.daemonSet && compilePlacement(world.daemonSet);
  return world.nodes.map((node) => {
    const name = node.metadata.name ?? '';
    const placement = placeOn?.(node);
    const taints = (node.spec?.taints ?? []).map(({ key, value, effect }) => `${key}=${value}:${effect}`);
    return { name, taints, state: stateOf(world, name, placement), reason: placement?.reasons[0].message };
  });
}

/** What the controller and the kubelet do next, node by node, until nothing is left to do. */
function* settle(world: World): Generator<number> {
  const placeOn = world.daemonSet && compilePlacement(world.daemonSet);
  if (!placeOn) return;
  for (const node of world.nodes) {
    const name = node.metadata.name ?? '';
    const { shouldRun, shouldContinueRunning } = placeOn(node);
    const pod = world.pods.get(name);
    if (pod === undefined && shouldRun) {
      world.pods.set(name, 'pending');
      yield 240;
      world.pods.set(name, 'running');
      yield 200;
    } else if (pod !== undefined && !shouldContinueRunning) {
      world.pods.set(name, 'leaving');
      yield 1100;
      world.pods.delete(name);
      yield 200;
    }
  }
}

/** The whole story as pictures; the last is how the cluster ends up. */
export function framesOfStory(): Frame[] {
  const world: World = { nodes: [], pods: new Map() };
  const frames: Frame[] = [];
  for (const { command, says, change, rest = 1200 } of events) {
    const look = (ms: number) => frames.push({ cells: cellsOf(world), command, says, ms });
    change(world);
    look(command ? 900 : 450);
    for (const ms of settle(world)) look(ms);
    const last = frames.at(-1);
    if (last) last.ms = Math.max(last.ms, rest);
  }
  return frames;
}
