import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Judge, type Task } from './judge.ts';
import { daemonSet, node, observe, type PodShape, pod, revisionOf } from './testing/objects.ts';

/** A small world, as the words of the definition see it. */
interface World {
  nodes: {
    disk: boolean;
    taint: '' | 'NoSchedule' | 'NoExecute';
    state: 'ready' | 'down' | 'going down' | 'coming up';
    pods: PodShape[];
  }[];
  stray: boolean;
  selects: boolean;
  tolerates: boolean;
  onDelete: boolean;
  observed: boolean;
  revisionMade: boolean;
  intended: 'all' | 'disk' | 'n0' | 'gone' | 'eligible';
  kept: boolean;
  mayKeep: boolean;
  allowEmpty: boolean;
  changed: boolean;
}

const rarely = fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 });
const mostly = rarely.map((flag) => !flag);
const podShape = fc.record({
  ready: mostly,
  phase: fc.oneof(
    { arbitrary: fc.constant('Running'), weight: 8 },
    { arbitrary: fc.constantFrom('Pending', 'Failed', 'Succeeded'), weight: 1 },
  ),
  hash: mostly.map((now) => (now ? 'new' : 'old')),
  terminating: rarely,
});
const world: fc.Arbitrary<World> = fc.record({
  nodes: fc.array(
    fc.record({
      disk: fc.boolean(),
      taint: fc.oneof(
        { arbitrary: fc.constant('' as const), weight: 4 },
        { arbitrary: fc.constantFrom('NoSchedule' as const, 'NoExecute' as const), weight: 1 },
      ),
      state: fc.oneof(
        { arbitrary: fc.constant('ready' as const), weight: 12 },
        { arbitrary: fc.constantFrom('down' as const, 'going down' as const, 'coming up' as const), weight: 1 },
      ),
      pods: fc.array(podShape, { maxLength: 2, size: 'small' }),
    }),
    { maxLength: 3 },
  ),
  stray: rarely,
  selects: fc.boolean(),
  tolerates: fc.boolean(),
  onDelete: rarely,
  observed: mostly,
  revisionMade: mostly,
  intended: fc.constantFrom('all', 'disk', 'n0', 'gone', 'eligible'),
  kept: fc.boolean(),
  mayKeep: fc.boolean(),
  allowEmpty: fc.boolean(),
  changed: rarely,
});

const notReady = {
  ready: [],
  down: ['not-ready:NoSchedule', 'not-ready:NoExecute'],
  'going down': [],
  'coming up': ['not-ready:NoSchedule'],
} as const;

function verdictOf(w: World): { passes: boolean; final: boolean } {
  const spec = {
    ...(w.selects && { nodeSelector: { disk: 'ssd' } }),
    ...(w.tolerates && { tolerations: [{ key: 'gpu', operator: 'Exists' }] }),
  };
  const own = daemonSet({
    spec,
    generation: 2,
    observed: w.observed ? 2 : 1,
    ...(w.onDelete && { strategy: { type: 'OnDelete' } }),
  });
  const pods = Object.fromEntries(
    w.nodes.map((n, i) => [`n${i}`, n.pods.map((shape, k) => pod(`n${i}`, { ...shape, name: `p${i}-${k}` }))]),
  );
  const nodes = w.nodes.map((n, i) =>
    node(`n${i}`, {
      ready: n.state === 'ready' || n.state === 'coming up' ? 'True' : 'False',
      labels: n.disk ? { disk: 'ssd' } : {},
      taints: [
        ...(n.taint ? [`gpu=true:${n.taint}`] : []),
        ...notReady[n.state].map((taint) => `node.kubernetes.io/${taint}`),
      ],
    }),
  );
  const kinds: Record<World['intended'], Task['intended']> = {
    all: { kind: 'all' },
    disk: { kind: 'labels', selector: 'disk=ssd' },
    n0: { kind: 'names', names: ['n0'] },
    gone: { kind: 'names', names: ['n0', 'n9'] },
    eligible: { kind: 'eligible' },
  };
  const judge = new Judge({
    daemonSet: 'lab/agent',
    intended: kinds[w.intended],
    allowEmpty: w.allowEmpty,
    ...(w.kept && { kept: 'disk=ssd' }),
    ...(w.mayKeep && { mayKeep: '!disk' }),
    ...(w.changed && { topologyChanges: () => [{ node: 'n0', message: 'changed' }] }),
  });
  const seen = observe({
    daemonSet: own,
    nodes,
    pods: { ...pods, ...(w.stray && { n8: [pod('n8')] }) },
    revisions: w.revisionMade ? [revisionOf(own)] : [],
  });
  const { verdict, final } = judge.judge(seen);
  return { passes: verdict.status === 'pass', final };
}

/** The definition of a passing verdict, read word by word and without any of the verdict's own code. */
function definitionHolds(w: World): boolean {
  if (!w.observed || (!w.revisionMade && !w.onDelete) || w.changed || w.stray) return false;
  if (w.nodes.some(({ state }) => state === 'going down' || state === 'coming up')) return false;
  let intendedCount = 0;
  for (const [index, n] of w.nodes.entries()) {
    const matches = !w.selects || n.disk;
    const mayStay = matches && (n.taint !== 'NoExecute' || w.tolerates);
    const shouldRun = mayStay && (n.taint === '' || w.tolerates) && n.state !== 'down';
    const intended = { all: true, disk: n.disk, n0: index === 0, gone: index === 0, eligible: shouldRun }[w.intended];
    intendedCount += intended ? 1 : 0;
    // The controller has done its work: nothing ends, nothing is of another template, and the number is right.
    if (n.pods.some(({ terminating, phase }) => terminating || phase === 'Failed' || phase === 'Succeeded'))
      return false;
    if (!w.onDelete && n.pods.some(({ hash }) => hash !== 'new')) return false;
    if (shouldRun ? n.pods.length !== 1 : n.pods.length > (mayStay ? 1 : 0)) return false;
    // It was the work that the task wants.
    if (intended !== shouldRun) return false;
    if (intended && !n.pods[0]?.ready) return false;
    if (intended || w.intended === 'eligible') {
      if (!intended && w.kept && n.disk && n.pods[0]?.phase !== 'Running') return false;
      continue;
    }
    const must = w.kept && n.disk;
    const may = w.mayKeep && !n.disk;
    if (must && n.pods[0]?.phase !== 'Running') return false;
    if (!must && !may && n.pods.length > 0) return false;
  }
  if (w.intended === 'gone' || (w.intended === 'n0' && w.nodes.length === 0)) return false;
  return intendedCount > 0 || w.allowEmpty;
}

describe('the verdict and its definition', () => {
  it('pass on the same worlds', () => {
    let passes = 0;
    fc.assert(
      fc.property(world, (w) => {
        const { passes: passed } = verdictOf(w);
        passes += passed ? 1 : 0;
        expect(passed).toBe(definitionHolds(w));
      }),
      { numRuns: 6_000 },
    );
    expect(passes, 'worlds that pass are among those tried').toBeGreaterThan(100);
  });

  it('agree that a pass is always final: nothing more has to happen', () => {
    fc.assert(
      fc.property(world, (w) => {
        const { passes, final } = verdictOf(w);
        if (passes) expect(final).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
