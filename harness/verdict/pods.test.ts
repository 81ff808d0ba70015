import { describe, expect, it } from 'vitest';
import type { Pod } from '../placement/types.ts';
import { type ExpectedPods, judgePods } from './pods.ts';
import { node, type PodShape, pod } from './testing/objects.ts';

const nodes = [node('n1', { labels: { disk: 'ssd' } }), node('n2', { labels: { disk: 'ssd' } }), node('n3')];
const on = (...names: string[]) => names.map((name, at) => pod(name, { name: `p${at}-${name}` }));
/** A pod that no node is named for, as those of a Deployment that find no room. */
const waiting = (name: string, message?: string): Pod => ({
  metadata: { name, uid: name },
  spec: {},
  status: {
    phase: 'Pending',
    conditions: message === undefined ? [] : [{ type: 'PodScheduled', status: 'False', message }],
  },
});
const ssd = { kind: 'labels', selector: 'disk=ssd' } as const;

function judge(pods: Pod[], over: Partial<ExpectedPods> = {}) {
  const expected: ExpectedPods = {
    subject: 'Pods with app=a',
    perNode: { min: 1, max: 1 },
    ignoreElsewhere: false,
    unplaced: 0,
    state: 'Ready',
    ...over,
  };
  return judgePods(expected, { pods, nodes });
}
const outcome = (pods: Pod[], over: Partial<ExpectedPods> = {}) => {
  const { status, code, nodes: lines } = judge(pods, over);
  const wrong = lines.filter((line) => line.status !== 'pass').map((line) => `${line.node}=${line.code}`);
  return [status, code, ...wrong].join(' ');
};
const atMostOne = { perNode: { min: 0, max: 1 } };

describe('judgePods counts by node', () => {
  it.each([
    ['one on each', on('n1', 'n2'), {}, 'pass OK'],
    ['one too few', on('n1'), {}, 'fail POD_MISSING n2=POD_MISSING'],
    ['two on one node', on('n1', 'n1', 'n2'), {}, 'fail DUPLICATE_PODS n1=DUPLICATE_PODS'],
    ['one elsewhere', on('n1', 'n2', 'n3'), {}, 'fail POD_ON_UNINTENDED_NODE n3=POD_ON_UNINTENDED_NODE'],
    ['one on a node that is gone', on('n1', 'n2', 'n9'), {}, 'fail POD_ON_UNINTENDED_NODE n9=POD_ON_UNINTENDED_NODE'],
    ['one elsewhere, where that is free', on('n1', 'n2', 'n3'), { ignoreElsewhere: true }, 'pass OK'],
    ['two on each', on('n1', 'n1', 'n2', 'n2'), { perNode: { min: 2, max: 2 } }, 'pass OK'],
    ['at most one', on('n1'), atMostOne, 'pass OK'],
    ['at most one, and two', on('n1', 'n1'), atMostOne, 'fail DUPLICATE_PODS n1=DUPLICATE_PODS'],
    ['none, where at most one may be, but two in all', [], { ...atMostOne, total: 2 }, 'fail POD_COUNT_DIFFERS'],
    ['no pods at all', [], {}, 'fail POD_MISSING n1=POD_MISSING n2=POD_MISSING'],
  ])('%s: %s', (_title, pods, over, expected) => {
    expect(outcome(pods, { on: ssd, ...over })).toBe(expected);
  });
  it('never passes for nodes that are not there', () => {
    expect(outcome([], { on: { kind: 'labels', selector: 'disk=tape' } })).toBe('fail EMPTY_INTENDED');
    expect(outcome(on('n1'), { on: { kind: 'names', names: ['n1', 'n7'] } })).toBe(
      'fail INTENDED_NODE_MISSING n7=INTENDED_NODE_MISSING',
    );
  });
  it('fails where nodes were changed to make it so', () => {
    const topologyChanges = () => [{ node: 'n3', message: 'it lost the label disk' }];
    expect(outcome(on('n1', 'n2'), { on: ssd, topologyChanges })).toBe('fail TOPOLOGY_CHANGED n3=TOPOLOGY_CHANGED');
  });
});

describe('judgePods and pods without a node', () => {
  it.each([
    ['one that nobody expects', [...on('n1', 'n2'), waiting('w')], {}, 'fail POD_COUNT_DIFFERS'],
    ['one that is expected', [...on('n1', 'n2'), waiting('w')], { unplaced: 1 }, 'pass OK'],
    ['one that is expected and not there', on('n1', 'n2'), { unplaced: 1 }, 'fail POD_COUNT_DIFFERS'],
    [
      'what the scheduler says',
      [...on('n1', 'n2'), waiting('w', '0/3: anti-affinity')],
      { unplaced: 1, says: 'anti-affinity' },
      'pass OK',
    ],
    [
      'the scheduler says something else',
      [...on('n1', 'n2'), waiting('w', 'no cpu')],
      { unplaced: 1, says: 'anti-affinity' },
      'fail POD_DIFFERS',
    ],
    [
      'no scheduler has looked',
      [...on('n1', 'n2'), waiting('w')],
      { unplaced: 1, says: 'anti-affinity' },
      'fail POD_DIFFERS',
    ],
    ['all have a node, so that nothing is said', on('n1', 'n2'), { says: 'anti-affinity' }, 'fail POD_DIFFERS'],
  ])('%s: %s', (_title, pods, over, expected) => {
    expect(outcome(pods, { on: ssd, ...over })).toBe(expected);
  });
});

describe('judgePods and what each pod is', () => {
  const shaped = (shape: PodShape) => [pod('n1', shape), pod('n2')];
  it.each([
    ['not Ready', { ready: false }, 'Ready', 'fail POD_NOT_READY n1=POD_NOT_READY'],
    ['not Ready, but running', { ready: false }, 'Running', 'pass OK'],
    ['Pending', { phase: 'Pending', ready: false }, 'Ready', 'fail POD_NOT_READY n1=POD_NOT_READY'],
    ['Failed', { phase: 'Failed', ready: false }, 'Running', 'fail POD_IN_OTHER_STATE n1=POD_IN_OTHER_STATE'],
    ['being deleted', { terminating: true }, 'Ready', 'fail POD_NOT_REMOVED n1=POD_NOT_REMOVED'],
    [
      'Ready where it should wait',
      {},
      'Pending',
      'fail POD_IN_OTHER_STATE n1=POD_IN_OTHER_STATE n2=POD_IN_OTHER_STATE',
    ],
  ] as const)('%s, expected %s', (_title, shape, state, expected) => {
    expect(outcome(shaped(shape), { on: ssd, state })).toBe(expected);
  });
  it('takes a daemon pod that waits for the node it is meant for', () => {
    const pending = (name: string) =>
      pod(name, { bound: false, phase: 'Pending', ready: false, scheduler: 'Insufficient cpu' });
    const expected = { on: ssd, state: 'Pending', says: 'Insufficient cpu' } as const;
    expect(outcome([pending('n1'), pending('n2')], expected)).toBe('pass OK');
    expect(outcome([pending('n1'), pod('n2', { bound: false, phase: 'Pending', ready: false })], expected)).toBe(
      'fail POD_DIFFERS n2=POD_DIFFERS',
    );
  });
  it('compares the fields of each', () => {
    const subset = { metadata: { labels: { 'controller-revision-hash': 'new' } } };
    expect(outcome(on('n1', 'n2'), { on: ssd, subset })).toBe('pass OK');
    expect(outcome([pod('n1', { hash: 'old' }), pod('n2')], { on: ssd, subset })).toBe(
      'fail POD_DIFFERS n1=POD_DIFFERS',
    );
  });
  it('without nodes only the number and the state count', () => {
    expect(outcome(on('n3', 'n3'), { total: 2 })).toBe('pass OK');
    expect(outcome(on('n3'), { total: 2 })).toBe('fail POD_COUNT_DIFFERS');
    expect(outcome(shaped({ ready: false }), { total: 2 })).toBe('fail POD_NOT_READY n1=POD_NOT_READY');
  });
  it.each([['Pending'], ['Running']])(
    'where all are to wait, one that is %s on a node is one too many there',
    (phase) => {
      const expected = { total: 2, unplaced: 2, state: 'Pending' } as const;
      const bound = pod('n1', { phase, ready: false });
      expect(outcome([waiting('v'), waiting('w')], expected)).toBe('pass OK');
      expect(outcome([bound, waiting('w')], expected)).toBe('fail POD_ON_UNINTENDED_NODE n1=POD_ON_UNINTENDED_NODE');
    },
  );
  it('says what was expected and found, pod by pod', () => {
    expect(judge(on('n1', 'n1', 'n2'), { on: ssd }).nodes[0]?.message).toBe(
      'expected 1, found 2 (p0-n1 Ready, p1-n1 Ready).',
    );
  });
});
