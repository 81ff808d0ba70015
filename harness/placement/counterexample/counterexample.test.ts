import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlacement } from '../compile.ts';
import { daemonSet, fieldTerm, requiring, term, tolerating } from '../test-objects.ts';
import type { DaemonSet, Node, NodeSelectorTerm, PodSpec, Taint } from '../types.ts';
import { compareDaemonSets } from './index.ts';

const compare = (yours: PodSpec, reference: PodSpec) => compareDaemonSets(daemonSet(yours), daemonSet(reference));
const message = (yours: PodSpec, reference: PodSpec) => {
  const result = compare(yours, reference);
  return result.kind === 'agree' ? 'agree' : result.message;
};

describe('compareDaemonSets', () => {
  it.each<[string, PodSpec, PodSpec]>([
    ['agree', {}, {}],
    [
      'a node labelled disk=ssd: yours runs none, the reference runs a pod there',
      { nodeSelector: { disk: 'SSD' } },
      { nodeSelector: { disk: 'ssd' } },
    ],
    [
      'a node without labels and taints: yours runs a pod there, the reference runs none',
      {},
      { nodeSelector: { disk: 'ssd' } },
    ],
    ['agree', { nodeSelector: { disk: 'ssd' } }, requiring(term('disk', 'In', 'ssd'))],
    ['agree', requiring(term('a', 'In', 'x', 'y')), requiring(term('a', 'In', 'x'), term('a', 'In', 'y'))],
    [
      'agree',
      requiring(term('n', 'Gt', '4')),
      requiring({
        matchExpressions: [
          { key: 'n', operator: 'Gt', values: ['4'] },
          { key: 'n', operator: 'Exists' },
        ],
      }),
    ],
    [
      'a node labelled n=5: yours runs a pod there, the reference runs none',
      requiring(term('n', 'Gt', '4')),
      requiring(term('n', 'Gt', '5')),
    ],
    [
      'a node labelled n=05: yours runs a pod there, the reference runs none',
      requiring({
        matchExpressions: [
          { key: 'n', operator: 'Gt', values: ['4'] },
          { key: 'n', operator: 'Lt', values: ['6'] },
        ],
      }),
      requiring(term('n', 'In', '5')),
    ],
    [
      'a node labelled a=other: yours runs a pod there, the reference runs none',
      requiring(term('a', 'Exists')),
      requiring(term('a', 'In', 'x', 'y')),
    ],
    [
      'a node called node-1: yours runs a pod there, the reference runs none',
      {},
      requiring(fieldTerm('metadata.name', 'NotIn', 'node-1')),
    ],
    [
      'a node tainted gpu:NoSchedule: yours starts no pod there, but lets a running one stay, the reference runs a pod there',
      {},
      tolerating({ key: 'gpu', operator: 'Exists' }),
    ],
    [
      'a node tainted gpu:NoExecute: yours runs none, the reference runs a pod there',
      tolerating({ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }),
      tolerating({ key: 'gpu', operator: 'Exists' }),
    ],
    [
      'a node tainted some-taint:NoSchedule: yours runs a pod there, the reference starts no pod there, but lets a running one stay',
      tolerating({ operator: 'Exists' }),
      {},
    ],
    [
      'a node labelled disk=hdd and tainted spot=true:NoExecute: yours runs a pod there, the reference runs none',
      { nodeSelector: { disk: 'hdd' }, ...tolerating({ key: 'spot', value: 'true' }) },
      { nodeSelector: { disk: 'hdd' }, ...tolerating({ key: 'spot', value: 'true', effect: 'NoSchedule' }) },
    ],
    ['agree', tolerating({ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }), {}],
    [
      'a node tainted node.kubernetes.io/network-unavailable:NoSchedule: yours runs a pod there, the reference starts no pod there, but lets a running one stay',
      { hostNetwork: true },
      {},
    ],
    ['agree', requiring({}), requiring(term('cpus', 'Gt', 'abc'))],
    [
      'agree',
      { nodeSelector: { a: 'x' }, ...requiring(term('a', 'In', 'y')), ...tolerating({ operator: 'Exists' }) },
      requiring(),
    ],
    [
      'a node tainted gpu:NoSchedule: yours starts no pod there, but lets a running one stay, the reference runs a pod there',
      requiring(term('a', 'DoesNotExist'), term('a', 'Exists')),
      tolerating({ key: 'gpu', operator: 'Exists' }),
    ],
  ])('%s', (expected, yours, reference) => {
    expect(message(yours, reference)).toBe(expected);
  });

  it('is quick with many keys, where a product over them would never end', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
    const all = requiring({ matchExpressions: keys.map((key) => ({ key, operator: 'In', values: ['a', 'b', 'c'] })) });
    const result = compare(all, requiring(term('k0', 'DoesNotExist')));
    expect(result.kind === 'differ' && result.node.metadata.labels).toEqual({});
    const [one] = [
      compare(
        all,
        requiring(term('k0', 'DoesNotExist'), { matchExpressions: [{ key: 'k1', operator: 'In', values: ['a'] }] }),
      ),
    ];
    expect(one.kind).toBe('differ');
    expect(compare({ ...all, nodeSelector: { k0: 'a' } }, { ...all, nodeSelector: { k0: 'a' } })).toEqual({
      kind: 'agree',
    });
  });

  it('is quick with many terms of many keys: each needs a label of its own', () => {
    const terms = Array.from({ length: 12 }, (_, row) => ({
      matchExpressions: Array.from({ length: 8 }, (_, column) => ({
        key: `k${row}-${column}`,
        operator: 'DoesNotExist',
      })),
    }));
    const result = compare({}, requiring(...terms));
    expect(result.kind === 'differ' && Object.keys(result.node.metadata.labels ?? {})).toHaveLength(12);
  });
});

const values = ['x', 'y', '4', '5', '05'];
const keys = ['a', 'b', 'n'];
const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('Gt', 'Lt'),
    values: fc.constantFrom('4', '5', '0', 'abc').map((bound) => [bound]),
  }),
);
const nodeTerm: fc.Arbitrary<NodeSelectorTerm> = fc.record(
  {
    matchExpressions: fc.array(requirement, { maxLength: 3 }),
    matchFields: fc.array(
      fc.record({
        key: fc.constant('metadata.name'),
        operator: fc.constantFrom('In', 'NotIn'),
        values: fc.constantFrom(['n1'], ['n2']),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const toleration = fc.record(
  {
    key: fc.constantFrom('gpu', 'spot'),
    operator: fc.constantFrom('Exists', 'Equal'),
    value: fc.constantFrom('true', 'x'),
    effect: fc.constantFrom('NoSchedule', 'NoExecute'),
  },
  { requiredKeys: [] },
);
const spec: fc.Arbitrary<PodSpec> = fc
  .record(
    {
      nodeName: fc.constantFrom('n1', 'n2'),
      nodeSelector: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 2 }),
      terms: fc.array(nodeTerm, { maxLength: 3 }),
      tolerations: fc.array(toleration, { maxLength: 2 }),
      hostNetwork: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map(({ terms, ...rest }) => ({ ...rest, ...(terms && requiring(...terms)) }));

const labelValues = [undefined, ...values, '3', '6', '0', '1', '04', '06', 'zzz'];
const names = ['zzz', 'n1', 'n2'];
const taints: (Taint | undefined)[] = [
  undefined,
  ...['gpu', 'spot', 'zzz', 'node.kubernetes.io/network-unavailable'].flatMap((key) =>
    ['', 'true', 'x', 'zzz'].flatMap((value) => ['NoSchedule', 'NoExecute'].map((effect) => ({ key, value, effect }))),
  ),
];

/** Every node that these specs could tell apart, with its size. */
const allNodes: { node: Node; size: number }[] = names.flatMap((name) =>
  labelValues.flatMap((a) =>
    labelValues.flatMap((b) =>
      labelValues.map((n) => {
        const labels = Object.fromEntries(
          Object.entries({ a, b, n }).filter(([, value]) => value !== undefined),
        ) as Record<string, string>;
        return { node: { metadata: { name, labels } }, size: Object.keys(labels).length + (name === 'zzz' ? 0 : 1) };
      }),
    ),
  ),
);

/** Labels and taints do not interact, so it is enough to try all taints on a smallest node that both select. */
function smallestByForce(yours: DaemonSet, reference: DaemonSet): number | undefined {
  let best: number | undefined;
  let shared: { node: Node; size: number } | undefined;
  const placeYours = compilePlacement(yours);
  const placeReference = compilePlacement(reference);
  for (const candidate of allNodes) {
    const [one, other] = [placeYours(candidate.node).shouldRun, placeReference(candidate.node).shouldRun];
    if (one !== other && candidate.size < (best ?? Number.POSITIVE_INFINITY)) best = candidate.size;
    if (one && other && candidate.size < (shared?.size ?? Number.POSITIVE_INFINITY)) shared = candidate;
  }
  if (shared === undefined || (best !== undefined && best <= shared.size + 1)) return best;
  const { node, size } = shared;
  const differs = taints.some((taint) => {
    const tainted = { ...node, spec: { taints: taint ? [taint] : [] } };
    const [one, other] = [placeYours(tainted), placeReference(tainted)];
    return one.shouldRun !== other.shouldRun || one.shouldContinueRunning !== other.shouldContinueRunning;
  });
  return differs ? size + 1 : best;
}

const sizeOf = ({ metadata, spec: nodeSpec }: Node) =>
  Object.keys(metadata.labels ?? {}).length +
  (nodeSpec?.taints ?? []).length +
  (/^n[12]$/.test(metadata.name ?? '') ? 1 : 0);

describe('compareDaemonSets against brute force', () => {
  it('finds a difference of the same size, or agrees where there is none', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(spec, spec, (yours, reference) => {
        const result = compare(yours, reference);
        expect(result.kind === 'differ' ? sizeOf(result.node) : undefined).toBe(
          smallestByForce(daemonSet(yours), daemonSet(reference)),
        );
        if (result.kind === 'differ') expect(result.yours.shouldRun).not.toBe(result.reference.shouldRun);
      }),
      { numRuns: 300 },
    );
  });
});
