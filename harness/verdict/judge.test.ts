import { describe, expect, it } from 'vitest';
import type { Task } from './judge.ts';
import { daemonSet, node, outcome, pod, type Scene } from './testing/objects.ts';

const two = [node('n1'), node('n2')];
const both = { n1: [pod('n1')], n2: [pod('n2')] };
const ssd = { labels: { disk: 'ssd' } };
const gpu = { taints: ['gpu=true:NoSchedule'] };
const labels = (selector: string): Partial<Task> => ({ intended: { kind: 'labels', selector } });
const names = (...list: string[]): Partial<Task> => ({ intended: { kind: 'names', names: list } });
const changed: Partial<Task> = { topologyChanges: () => [{ node: 'n2', message: 'label disk=ssd was added' }] };

/** For each code: the smallest scene that yields it, and the neighbour that does not. */
const cases: [title: string, task: Partial<Task>, scene: Scene, expected: string][] = [
  ['one Ready pod on each node', {}, { nodes: two, pods: both }, 'pass OK final'],
  ['no DaemonSet', {}, { daemonSet: undefined, nodes: two }, 'fail DAEMONSET_NOT_FOUND waits'],
  [
    'a DaemonSet that is being deleted, its pods still there',
    {},
    { daemonSet: daemonSet({ deleted: true }), nodes: two, pods: both },
    'fail DAEMONSET_NOT_FOUND waits',
  ],
  [
    'a change that the controller has not observed',
    {},
    { daemonSet: daemonSet({ generation: 2, observed: 1 }), nodes: two, pods: both },
    'error GENERATION_NOT_OBSERVED waits',
  ],
  [
    'a DaemonSet without any status yet',
    {},
    { daemonSet: { ...daemonSet(), status: undefined }, nodes: [node('n1')] },
    'error GENERATION_NOT_OBSERVED waits n1=POD_MISSING',
  ],
  [
    'a template whose revision is not made yet',
    {},
    { nodes: two, pods: both, revisions: [] },
    'error GENERATION_NOT_OBSERVED waits',
  ],
  ['no node that carries the label', labels('disk=ssd'), { nodes: [node('n1', gpu)] }, 'fail EMPTY_INTENDED final'],
  ['no node at all', {}, { nodes: [] }, 'fail EMPTY_INTENDED final'],
  ['no node at all, which the task allows', { allowEmpty: true }, { nodes: [] }, 'pass OK final'],
  [
    'no eligible node, where only the controller is asked about',
    { intended: { kind: 'eligible' } },
    { nodes: [node('n1', gpu)] },
    'fail EMPTY_INTENDED final',
  ],
  [
    'a node changed that the task leaves alone',
    changed,
    { nodes: two, pods: both },
    'fail TOPOLOGY_CHANGED final n2=TOPOLOGY_CHANGED',
  ],
  [
    'a node gone that the task leaves alone',
    { topologyChanges: () => [{ node: 'n3', message: 'the node is gone' }] },
    { nodes: two, pods: both },
    'fail TOPOLOGY_CHANGED final n3=TOPOLOGY_CHANGED',
  ],
  [
    'a named node that the cluster does not have',
    names('n1', 'n3'),
    { daemonSet: daemonSet({ spec: { nodeName: 'n1' } }), nodes: two, pods: { n1: [pod('n1')] } },
    'fail INTENDED_NODE_MISSING waits n3=INTENDED_NODE_MISSING',
  ],
  [
    'a taint that is not tolerated',
    {},
    { nodes: [node('n1'), node('n2', gpu)], pods: { n1: [pod('n1')] } },
    'fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE',
  ],
  [
    'the same taint, tolerated',
    {},
    {
      daemonSet: daemonSet({ spec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } }),
      nodes: [node('n1'), node('n2', gpu)],
      pods: both,
    },
    'pass OK final',
  ],
  [
    'a pod where the task wants none',
    labels('disk=ssd'),
    { nodes: [node('n1', ssd), node('n2')], pods: both },
    'fail POD_ON_UNINTENDED_NODE final n2=POD_ON_UNINTENDED_NODE',
  ],
  [
    'a kept pod where the task wants none',
    names('n1'),
    { nodes: [node('n1'), node('n2', gpu)], pods: both },
    'fail POD_KEPT_ON_UNINTENDED_NODE final n2=POD_KEPT_ON_UNINTENDED_NODE',
  ],
  [
    'a kept pod that the task wants kept',
    { ...names('n1'), kept: 'disk=ssd' },
    { nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods: both },
    'pass OK final',
  ],
  [
    'a kept pod that is gone',
    { ...names('n1'), kept: 'disk=ssd' },
    { nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods: { n1: [pod('n1')] } },
    'fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING',
  ],
  [
    'two pods on one node',
    {},
    { nodes: [node('n1')], pods: { n1: [pod('n1'), pod('n1', { name: 'twin' })] } },
    'fail DUPLICATE_PODS waits n1=DUPLICATE_PODS',
  ],
  [
    'no pod on an eligible node',
    {},
    { nodes: two, pods: { n1: [pod('n1')] } },
    'fail POD_MISSING waits n2=POD_MISSING',
  ],
  [
    'a pod of an older revision',
    {},
    { nodes: two, pods: { ...both, n2: [pod('n2', { hash: 'old' })] } },
    'fail POD_OUTDATED waits n2=POD_OUTDATED',
  ],
  [
    'a pod of an older revision under OnDelete',
    {},
    {
      daemonSet: daemonSet({ strategy: { type: 'OnDelete' } }),
      nodes: two,
      pods: { ...both, n2: [pod('n2', { hash: 'old' })] },
    },
    'pass OK final',
  ],
  [
    'a pod that is not Ready',
    {},
    { nodes: two, pods: { ...both, n2: [pod('n2', { ready: false })] } },
    'fail POD_NOT_READY waits n2=POD_NOT_READY',
  ],
  [
    'a pod that only the affinity binds',
    {},
    { nodes: two, pods: { ...both, n2: [pod('n2', { bound: false, phase: 'Pending', ready: false })] } },
    'fail POD_NOT_READY waits n2=POD_NOT_READY',
  ],
  [
    'a pod where the label is gone',
    labels('disk=ssd'),
    {
      daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }),
      nodes: [node('n1', ssd), node('n2')],
      pods: both,
    },
    'fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED',
  ],
  [
    'the same pod gone',
    labels('disk=ssd'),
    {
      daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }),
      nodes: [node('n1', ssd), node('n2')],
      pods: { n1: [pod('n1')] },
    },
    'pass OK final',
  ],
  [
    'a pod of a node that is gone',
    {},
    { nodes: [node('n1')], pods: both },
    'fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED',
  ],
  [
    'a node Ready again, its taint not yet lifted',
    {},
    {
      daemonSet: daemonSet({ spec: { tolerations: [{ operator: 'Exists' }] } }),
      nodes: [node('n1', { taints: ['node.kubernetes.io/not-ready:NoSchedule'] })],
      pods: { n1: [pod('n1')] },
    },
    'fail NODE_UNSETTLED waits n1=NODE_UNSETTLED',
  ],
];

describe('a verdict', () => {
  it.each(cases)('on %s', (_title, task, scene, expected) => {
    expect(outcome(task, scene)).toBe(expected);
  });
});

describe('a pod that ends', () => {
  it.each([
    ['is no pod while it terminates', [pod('n1', { terminating: true })], 'fail POD_MISSING waits n1=POD_MISSING'],
    [
      'blocks the verdict beside its replacement',
      [pod('n1', { terminating: true }), pod('n1', { name: 'next' })],
      'fail POD_NOT_REMOVED waits n1=POD_NOT_REMOVED',
    ],
    [
      'is no pod once it Failed',
      [pod('n1', { phase: 'Failed', ready: false })],
      'fail POD_MISSING waits n1=POD_MISSING',
    ],
    [
      'is no pod once it Succeeded, even if it still says Ready',
      [pod('n1', { phase: 'Succeeded' })],
      'fail POD_MISSING waits n1=POD_MISSING',
    ],
    [
      'is surged over: two revisions on a node are not one pod',
      [pod('n1', { hash: 'old' }), pod('n1', { name: 'next' })],
      'fail DUPLICATE_PODS waits n1=DUPLICATE_PODS',
    ],
  ])('%s', (_title, pods, expected) => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    expect(outcome({}, { daemonSet: daemonSet({ strategy }), nodes: [node('n1')], pods: { n1: pods } })).toBe(expected);
  });

  it('is still there where none is intended', () => {
    const scene: Scene = {
      daemonSet: daemonSet({ spec: { nodeName: 'n1' } }),
      nodes: two,
      pods: { ...both, n2: [pod('n2', { terminating: true })] },
    };
    expect(outcome(names('n1'), scene)).toBe('fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED');
  });
});
