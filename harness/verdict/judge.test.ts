import { describe, expect, it } from 'vitest';
import type { Task } from './judge.ts';
import { daemonSet, deadNode, judge, node, outcome, pod, revisionOf, type Scene } from './testing/objects.ts';

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
  ['a DaemonSet that is being deleted, its pods still there', {}, { daemonSet: daemonSet({ deleted: true }), nodes: two, pods: both }, 'fail DAEMONSET_NOT_FOUND waits'],
  ['a change that the controller has not observed', {}, { daemonSet: daemonSet({ generation: 2, observed: 1 }), nodes: two, pods: both }, 'error GENERATION_NOT_OBSERVED waits'],
  ['a DaemonSet without any status yet', {}, { daemonSet: { ...daemonSet(), status: undefined }, nodes: [node('n1')] }, 'error GENERATION_NOT_OBSERVED waits n1=POD_MISSING'],
  ['a template whose revision is not made yet', {}, { nodes: two, pods: both, revisions: [] }, 'error GENERATION_NOT_OBSERVED waits'],
  ['no node that carries the label', labels('disk=ssd'), { nodes: [node('n1', gpu)] }, 'fail EMPTY_INTENDED final'],
  ['no node at all', {}, { nodes: [] }, 'fail EMPTY_INTENDED final'],
  ['no node at all, which the task allows', { allowEmpty: true }, { nodes: [] }, 'pass OK final'],
  ['no eligible node, where only the controller is asked about', { intended: { kind: 'eligible' } }, { nodes: [node('n1', gpu)] }, 'fail EMPTY_INTENDED final'],
  ['a node changed that the task leaves alone', changed, { nodes: two, pods: both }, 'fail TOPOLOGY_CHANGED final n2=TOPOLOGY_CHANGED'],
  ['a node gone that the task leaves alone', { topologyChanges: () => [{ node: 'n3', message: 'the node is gone' }] }, { nodes: two, pods: both }, 'fail TOPOLOGY_CHANGED final n3=TOPOLOGY_CHANGED'],
  ['a named node that the cluster does not have', names('n1', 'n3'), { daemonSet: daemonSet({ spec: { nodeName: 'n1' } }), nodes: two, pods: { n1: [pod('n1')] } }, 'fail INTENDED_NODE_MISSING waits n3=INTENDED_NODE_MISSING'],
  ['a taint that is not tolerated', {}, { nodes: [node('n1'), node('n2', gpu)], pods: { n1: [pod('n1')] } }, 'fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE'],
  ['the same taint, tolerated', {}, { daemonSet: daemonSet({ spec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } }), nodes: [node('n1'), node('n2', gpu)], pods: both }, 'pass OK final'],
  ['a pod where the task wants none', labels('disk=ssd'), { nodes: [node('n1', ssd), node('n2')], pods: both }, 'fail POD_ON_UNINTENDED_NODE final n2=POD_ON_UNINTENDED_NODE'],
  ['a kept pod where the task wants none', names('n1'), { nodes: [node('n1'), node('n2', gpu)], pods: both }, 'fail POD_KEPT_ON_UNINTENDED_NODE final n2=POD_KEPT_ON_UNINTENDED_NODE'],
  ['a kept pod that the task wants kept', { ...names('n1'), kept: 'disk=ssd' }, { nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods: both }, 'pass OK final'],
  ['a kept pod that is gone', { ...names('n1'), kept: 'disk=ssd' }, { nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods: { n1: [pod('n1')] } }, 'fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING'],
  ['two pods on one node', {}, { nodes: [node('n1')], pods: { n1: [pod('n1'), pod('n1', { name: 'twin' })] } }, 'fail DUPLICATE_PODS waits n1=DUPLICATE_PODS'],
  ['no pod on an eligible node', {}, { nodes: two, pods: { n1: [pod('n1')] } }, 'fail POD_MISSING waits n2=POD_MISSING'],
  ['a pod of an older revision', {}, { nodes: two, pods: { ...both, n2: [pod('n2', { hash: 'old' })] } }, 'fail POD_OUTDATED waits n2=POD_OUTDATED'],
  ['a pod of an older revision under OnDelete', {}, { daemonSet: daemonSet({ strategy: { type: 'OnDelete' } }), nodes: two, pods: { ...both, n2: [pod('n2', { hash: 'old' })] } }, 'pass OK final'],
  ['a pod that is not Ready', {}, { nodes: two, pods: { ...both, n2: [pod('n2', { ready: false })] } }, 'fail POD_NOT_READY waits n2=POD_NOT_READY'],
  ['a pod that only the affinity binds', {}, { nodes: two, pods: { ...both, n2: [pod('n2', { bound: false, phase: 'Pending', ready: false })] } }, 'fail POD_NOT_READY waits n2=POD_NOT_READY'],
  ['a pod where the label is gone', labels('disk=ssd'), { daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }), nodes: [node('n1', ssd), node('n2')], pods: both }, 'fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED'],
  ['the same pod gone', labels('disk=ssd'), { daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }), nodes: [node('n1', ssd), node('n2')], pods: { n1: [pod('n1')] } }, 'pass OK final'],
  ['a pod of a node that is gone', {}, { nodes: [node('n1')], pods: both }, 'fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED'],
  ['a node Ready again, its taint not yet lifted', {}, { daemonSet: daemonSet({ spec: { tolerations: [{ operator: 'Exists' }] } }), nodes: [node('n1', { taints: ['node.kubernetes.io/not-ready:NoSchedule'] })], pods: { n1: [pod('n1')] } }, 'fail NODE_UNSETTLED waits n1=NODE_UNSETTLED'],
];

describe('a verdict', () => {
  it.each(cases)('on %s', (_title, task, scene, expected) => {
    expect(outcome(task, scene)).toBe(expected);
  });
});

describe('a pod that ends', () => {
  it.each([
    ['is no pod while it terminates', [pod('n1', { terminating: true })], 'fail POD_MISSING waits n1=POD_MISSING'],
    ['blocks the verdict beside its replacement', [pod('n1', { terminating: true }), pod('n1', { name: 'next' })], 'fail POD_NOT_REMOVED waits n1=POD_NOT_REMOVED'],
    ['is no pod once it Failed', [pod('n1', { phase: 'Failed', ready: false })], 'fail POD_MISSING waits n1=POD_MISSING'],
    ['is no pod once it Succeeded, even if it still says Ready', [pod('n1', { phase: 'Succeeded' })], 'fail POD_MISSING waits n1=POD_MISSING'],
    ['is surged over: two revisions on a node are not one pod', [pod('n1', { hash: 'old' }), pod('n1', { name: 'next' })], 'fail DUPLICATE_PODS waits n1=DUPLICATE_PODS'],
  ])('%s', (_title, pods, expected) => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    expect(outcome({}, { daemonSet: daemonSet({ strategy }), nodes: [node('n1')], pods: { n1: pods } })).toBe(expected);
  });

  it('is still there where none is intended', () => {
    const scene: Scene = { daemonSet: daemonSet({ spec: { nodeName: 'n1' } }), nodes: two, pods: { ...both, n2: [pod('n2', { terminating: true })] } };
    expect(outcome(names('n1'), scene)).toBe('fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED');
  });
});

describe('kept, mayKeep and intended', () => {
  const held = (pods: Scene['pods'] = both): Scene => ({ nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods });
  const alone = { n1: [pod('n1')] };

  it('intended wins over kept: the node needs a pod that could be made anew', () => {
    expect(outcome({ kept: 'disk=ssd' }, held())).toBe('fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE');
  });
  it('kept wins over mayKeep', () => {
    expect(outcome({ ...names('n1'), kept: 'disk=ssd', mayKeep: 'disk=ssd' }, held(alone))).toBe('fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING');
  });
  it('mayKeep takes one pod or none, but not two', () => {
    const task = { ...names('n1'), mayKeep: 'disk=ssd' };
    expect(outcome(task, held())).toBe('pass OK final');
    expect(outcome(task, held(alone))).toBe('pass OK final');
    expect(outcome(task, held({ ...both, n2: [pod('n2'), pod('n2', { name: 'twin' })] }))).toBe('fail DUPLICATE_PODS waits n2=DUPLICATE_PODS');
  });
  it('neither lets a pod be made where it should not run', () => {
    expect(outcome({ ...names('n1'), kept: 'disk=ssd', mayKeep: 'disk=ssd' }, { nodes: [node('n1'), node('n2', ssd)], pods: both })).toBe('fail POD_ON_UNINTENDED_NODE final n2=POD_ON_UNINTENDED_NODE');
  });
  it('a pod is not kept where it must go', () => {
    const nodes = [node('n1'), node('n2', { ...ssd, taints: ['gpu=true:NoExecute'] })];
    expect(outcome({ ...names('n1'), kept: 'disk=ssd' }, { nodes, pods: both })).toBe('fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED');
    expect(outcome({ ...names('n1'), kept: 'disk=ssd' }, { nodes, pods: alone })).toBe('fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING');
  });
  it('a pod that is kept has run, though it need not be Ready: on a dead node none is', () => {
    const scene = (shape: object): Scene => ({ nodes: [node('n1'), deadNode('n2')], pods: { ...alone, n2: [pod('n2', { ready: false, ...shape })] } });
    const task = { ...names('n1'), kept: 'kubernetes.io/hostname=n2' };
    expect(outcome(task, scene({}))).toBe('pass OK final');
    expect(outcome(task, scene({ phase: 'Pending', bound: false }))).toBe('fail POD_NOT_READY waits n2=POD_NOT_READY');
  });
  it('eligible asks for the controller’s half alone, and its summary says so', () => {
    const { verdict } = judge({ intended: { kind: 'eligible' } }, held());
    expect(verdict).toMatchObject({ status: 'pass', intended: 'eligible', summary: expect.stringContaining('1 eligible node') as string });
  });
  it('reference takes the nodes of the right answer', () => {
    const intended = { kind: 'reference', label: 'solution/agent.yaml', daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }) } as const;
    expect(outcome({ intended }, { nodes: [node('n1'), node('n2', ssd)], pods: both })).toBe('fail POD_ON_UNINTENDED_NODE final n1=POD_ON_UNINTENDED_NODE');
    expect(outcome({ intended }, { daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }), nodes: [node('n1'), node('n2', ssd)], pods: { n2: [pod('n2')] } })).toBe('pass OK final');
  });
});

describe('the verdict’s own code', () => {
  it('is that of the first cause in order, whatever the order of the nodes', () => {
    const nodes = [node('n1'), node('n2', gpu), node('n3')];
    expect(outcome({}, { nodes, pods: { n1: [pod('n1', { ready: false })] } })).toBe('fail INTENDED_NODE_NOT_ELIGIBLE waits n1=POD_NOT_READY n2=INTENDED_NODE_NOT_ELIGIBLE n3=POD_MISSING');
    expect(outcome(changed, { nodes, pods: {} })).toMatch(/^fail TOPOLOGY_CHANGED waits n1=POD_MISSING n2=TOPOLOGY_CHANGED n3=POD_MISSING$/);
    expect(outcome(changed, { daemonSet: daemonSet({ generation: 2, observed: 1 }), nodes })).toMatch(/^error GENERATION_NOT_OBSERVED waits/);
    expect(outcome({ ...changed, ...labels('disk=ssd') }, { nodes, pods: {} })).toMatch(/^fail EMPTY_INTENDED/);
  });
  it('is followed through an unmade revision without blaming the pods', () => {
    const edited = daemonSet({ generation: 2, image: 'agent:2' });
    expect(outcome({}, { daemonSet: edited, nodes: [node('n1')], pods: { n1: [pod('n1', { hash: 'old' })] }, revisions: [revisionOf(daemonSet(), 'old')] })).toBe('error GENERATION_NOT_OBSERVED waits');
  });
});
