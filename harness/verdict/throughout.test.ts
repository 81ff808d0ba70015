import { describe, expect, it } from 'vitest';
import { type PodShape, pod } from './testing/objects.ts';
import { type Limits, type PodEvent, Throughout } from './throughout.ts';

const on = (node: string, name: string, shape: PodShape = {}) => pod(node, { name, ...shape });
const event = (type: PodEvent['type'], node: string, name: string, shape: PodShape = {}): PodEvent => ({
  type,
  pod: on(node, name, shape),
});
const before = [on('n1', 'a1', { hash: 'old' }), on('n2', 'a2', { hash: 'old' })];
const ending = (node: string, name: string) => event('MODIFIED', node, name, { hash: 'old', terminating: true });
const gone = (node: string, name: string) => event('DELETED', node, name, { hash: 'old', terminating: true });
const made = (node: string, name: string, hash = 'new') => [
  event('ADDED', node, name, { ready: false, phase: 'Pending', bound: false, hash }),
  event('MODIFIED', node, name, { hash }),
];
/** The old pod goes first, then comes the new one. */
const replaced = (node: string, name: string) => [
  ending(node, `a${name}`),
  gone(node, `a${name}`),
  ...made(node, `b${name}`),
];
/** The new pod comes first, then goes the old one. */
const surged = (node: string, name: string) => [
  ...made(node, `b${name}`),
  ending(node, `a${name}`),
  gone(node, `a${name}`),
];

function judge(limits: Limits, events: PodEvent[], { nodes = ['n1', 'n2'], pods = before } = {}) {
  const throughout = new Throughout(limits, { daemonSet: 'agent', nodes, pods });
  for (const each of events) throughout.see(each);
  return throughout.verdict;
}
const oneByOne = [...replaced('n1', '1'), ...replaced('n2', '2')];
const bothAtOnce = [
  ending('n1', 'a1'),
  ending('n2', 'a2'),
  gone('n1', 'a1'),
  gone('n2', 'a2'),
  ...made('n1', 'b1'),
  ...made('n2', 'b2'),
];

describe('Throughout', () => {
  it.each([
    ['one node after the other, within the budget', { maxUnavailable: 1 }, oneByOne, 'OK'],
    ['both at once', { maxUnavailable: 1 }, bothAtOnce, 'TOO_MANY_UNAVAILABLE'],
    ['both at once, within the budget', { maxUnavailable: 2 }, bothAtOnce, 'OK'],
    [
      'the second before the first is Ready',
      { maxUnavailable: 1 },
      [...replaced('n1', '1').slice(0, -1), ...replaced('n2', '2')],
      'TOO_MANY_UNAVAILABLE',
    ],
    ['a gap where none may be', { maxUnavailable: 0 }, oneByOne, 'TOO_MANY_UNAVAILABLE'],
    [
      'a surge without a gap',
      { maxUnavailable: 0, maxPerNode: 2, onePerRevision: true },
      [...surged('n1', '1'), ...surged('n2', '2')],
      'OK',
    ],
    [
      'a surge whose old pod goes too early',
      { maxUnavailable: 0 },
      [made('n1', 'b1')[0] as PodEvent, ending('n1', 'a1')],
      'TOO_MANY_UNAVAILABLE',
    ],
    ['a surge where one pod is the limit', { maxPerNode: 1 }, surged('n1', '1'), 'DUPLICATE_PODS'],
    [
      'an old pod that still ends takes room',
      { maxPerNode: 1 },
      [ending('n1', 'a1'), ...made('n1', 'b1')],
      'DUPLICATE_PODS',
    ],
    ['three on a node', { maxPerNode: 2 }, [...made('n1', 'b1'), ...made('n1', 'c1', 'newer')], 'DUPLICATE_PODS'],
    ['two of one revision', { onePerRevision: true }, made('n1', 'b1', 'old'), 'DUPLICATE_PODS'],
    [
      'two of one revision, of which one ends',
      { onePerRevision: true },
      [ending('n1', 'a1'), ...made('n1', 'b1', 'old')],
      'OK',
    ],
    ['nothing at all', { maxUnavailable: 1 }, [], 'NOTHING_HAPPENED'],
    [
      'events, but no new pod',
      { maxUnavailable: 1 },
      [event('MODIFIED', 'n1', 'a1', { hash: 'old' })],
      'NOTHING_HAPPENED',
    ],
    [
      'a pod that stops being Ready for a moment',
      { maxUnavailable: 0 },
      [event('MODIFIED', 'n1', 'a1', { ready: false }), ...surged('n1', '1')],
      'TOO_MANY_UNAVAILABLE',
    ],
  ])('%s', (_title, limits, events, code) => {
    expect(judge(limits, events)).toMatchObject({ code, status: code === 'OK' ? 'pass' : 'fail' });
  });

  it('remembers the first moment at which a limit was broken, and says which event that was', () => {
    const verdict = judge({ maxUnavailable: 0 }, oneByOne);
    expect(verdict.nodes).toEqual([
      { node: 'n1', status: 'fail', code: 'TOO_MANY_UNAVAILABLE', message: 'had no Ready pod at this moment.' },
    ]);
    expect(verdict.summary).toBe(
      'At event 1 (resourceVersion unknown, MODIFIED a1, Terminating): expected at most 0 nodes without a Ready pod, found 1 (n1).',
    );
  });
  it('fails for what is broken before the step', () => {
    const verdict = judge({ maxUnavailable: 0 }, [], { pods: before.slice(1) });
    expect(verdict.summary).toContain(
      'Already before the step: expected at most 0 nodes without a Ready pod, found 1 (n1)',
    );
  });
  it('looks at the named nodes and at this DaemonSet alone', () => {
    expect(judge({ maxUnavailable: 0 }, [...surged('n1', '1'), ending('n2', 'a2')], { nodes: ['n1'] })).toMatchObject({
      status: 'pass',
    });
    const foreign = made('n1', 'b1').map(({ type, pod: own }) => {
      const copy = structuredClone(own);
      for (const owner of copy.metadata.ownerReferences ?? []) owner.name = 'other';
      return { type, pod: copy };
    });
    expect(judge({ maxUnavailable: 0 }, foreign)).toMatchObject({ code: 'NOTHING_HAPPENED' });
    expect(judge({ maxUnavailable: 0 }, [], { nodes: [] })).toMatchObject({ code: 'EMPTY_INTENDED' });
  });
  it('a pod that is taken from its DaemonSet no longer counts', () => {
    const taken = event('MODIFIED', 'n1', 'a1', { hash: 'old' });
    delete taken.pod.metadata.ownerReferences;
    expect(judge({ maxUnavailable: 0 }, [taken])).toMatchObject({ code: 'TOO_MANY_UNAVAILABLE' });
  });
});
