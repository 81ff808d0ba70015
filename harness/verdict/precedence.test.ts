import { describe, expect, it } from 'vitest';
import { Judge, type Task } from './judge.ts';
import { daemonSet, deadNode, judge, node, observe, outcome, pod, revisionOf, type Scene } from './testing/objects.ts';

const two = [node('n1'), node('n2')];
const both = { n1: [pod('n1')], n2: [pod('n2')] };
const ssd = { labels: { disk: 'ssd' } };
const gpu = { taints: ['gpu=true:NoSchedule'] };
const labels = (selector: string): Partial<Task> => ({ intended: { kind: 'labels', selector } });
const names = (...list: string[]): Partial<Task> => ({ intended: { kind: 'names', names: list } });
const changed: Partial<Task> = { topologyChanges: () => [{ node: 'n2', message: 'label disk=ssd was added' }] };

describe('kept, mayKeep and intended', () => {
  const held = (pods: Scene['pods'] = both): Scene => ({ nodes: [node('n1'), node('n2', { ...gpu, ...ssd })], pods });
  const alone = { n1: [pod('n1')] };

  it('intended wins over kept: the node needs a pod that could be made anew', () => {
    expect(outcome({ kept: 'disk=ssd' }, held())).toBe(
      'fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE',
    );
  });
  it('kept wins over mayKeep', () => {
    expect(outcome({ ...names('n1'), kept: 'disk=ssd', mayKeep: 'disk=ssd' }, held(alone))).toBe(
      'fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING',
    );
  });
  it('mayKeep takes one pod or none, but not two', () => {
    const task = { ...names('n1'), mayKeep: 'disk=ssd' };
    expect(outcome(task, held())).toBe('pass OK final');
    expect(outcome(task, held(alone))).toBe('pass OK final');
    expect(outcome(task, held({ ...both, n2: [pod('n2'), pod('n2', { name: 'twin' })] }))).toBe(
      'fail DUPLICATE_PODS waits n2=DUPLICATE_PODS',
    );
  });
  it('neither lets a pod be made where it should not run', () => {
    expect(
      outcome(
        { ...names('n1'), kept: 'disk=ssd', mayKeep: 'disk=ssd' },
        { nodes: [node('n1'), node('n2', ssd)], pods: both },
      ),
    ).toBe('fail POD_ON_UNINTENDED_NODE final n2=POD_ON_UNINTENDED_NODE');
  });
  it('a pod is not kept where it must go', () => {
    const nodes = [node('n1'), node('n2', { ...ssd, taints: ['gpu=true:NoExecute'] })];
    expect(outcome({ ...names('n1'), kept: 'disk=ssd' }, { nodes, pods: both })).toBe(
      'fail POD_NOT_REMOVED waits n2=POD_NOT_REMOVED',
    );
    expect(outcome({ ...names('n1'), kept: 'disk=ssd' }, { nodes, pods: alone })).toBe(
      'fail KEPT_POD_MISSING final n2=KEPT_POD_MISSING',
    );
  });
  it('a pod that is kept has run, though it need not be Ready: on a dead node none is', () => {
    const scene = (shape: object): Scene => ({
      nodes: [node('n1'), deadNode('n2')],
      pods: { ...alone, n2: [pod('n2', { ready: false, ...shape })] },
    });
    const task = { ...names('n1'), kept: 'kubernetes.io/hostname=n2' };
    expect(outcome(task, scene({}))).toBe('pass OK final');
    expect(outcome(task, scene({ phase: 'Pending', bound: false }))).toBe('fail POD_NOT_READY waits n2=POD_NOT_READY');
  });
  it('eligible asks for the controller’s half alone, and its summary says so', () => {
    const { verdict } = judge({ intended: { kind: 'eligible' } }, held());
    expect(verdict).toMatchObject({
      status: 'pass',
      intended: 'eligible',
      summary: expect.stringContaining('1 eligible node') as string,
    });
  });
  it('reference takes the nodes of the right answer', () => {
    const intended = {
      kind: 'reference',
      label: 'solution/agent.yaml',
      daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }),
    } as const;
    expect(outcome({ intended }, { nodes: [node('n1'), node('n2', ssd)], pods: both })).toBe(
      'fail POD_ON_UNINTENDED_NODE final n1=POD_ON_UNINTENDED_NODE',
    );
    expect(
      outcome(
        { intended },
        {
          daemonSet: daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } }),
          nodes: [node('n1'), node('n2', ssd)],
          pods: { n2: [pod('n2')] },
        },
      ),
    ).toBe('pass OK final');
  });
});

describe('the verdict’s own code', () => {
  it('is that of the first cause in order, whatever the order of the nodes', () => {
    const nodes = [node('n1'), node('n2', gpu), node('n3')];
    expect(outcome({}, { nodes, pods: { n1: [pod('n1', { ready: false })] } })).toBe(
      'fail INTENDED_NODE_NOT_ELIGIBLE waits n1=POD_NOT_READY n2=INTENDED_NODE_NOT_ELIGIBLE n3=POD_MISSING',
    );
    expect(outcome(changed, { nodes, pods: {} })).toMatch(
      /^fail TOPOLOGY_CHANGED waits n1=POD_MISSING n2=TOPOLOGY_CHANGED n3=POD_MISSING$/,
    );
    expect(outcome(changed, { daemonSet: daemonSet({ generation: 2, observed: 1 }), nodes })).toMatch(
      /^error GENERATION_NOT_OBSERVED waits/,
    );
    expect(outcome({ ...changed, ...labels('disk=ssd') }, { nodes, pods: {} })).toMatch(/^fail EMPTY_INTENDED/);
  });
  it('is that of what the task wants, before that of work in progress: waiting does not make the wrong node right', () => {
    const twins = [pod('n2'), pod('n2', { name: 'twin', ready: false })];
    expect(outcome({}, { nodes: [node('n1'), node('n2', gpu)], pods: { n1: [pod('n1')], n2: twins } })).toBe(
      'fail INTENDED_NODE_NOT_ELIGIBLE waits n2=INTENDED_NODE_NOT_ELIGIBLE',
    );
  });
  it('follows a template that is edited while one judge looks on', () => {
    const judging = new Judge({ daemonSet: 'lab/agent', intended: { kind: 'all' } });
    const codeOf = (spec: object) =>
      judging.judge(observe({ daemonSet: daemonSet({ spec }), nodes: two, pods: both })).verdict.code;
    expect([{}, { nodeSelector: { disk: 'ssd' } }, {}].map(codeOf)).toEqual(['OK', 'INTENDED_NODE_NOT_ELIGIBLE', 'OK']);
  });
  it('is followed through an unmade revision without blaming the pods', () => {
    const edited = daemonSet({ generation: 2, image: 'agent:2' });
    expect(
      outcome(
        {},
        {
          daemonSet: edited,
          nodes: [node('n1')],
          pods: { n1: [pod('n1', { hash: 'old' })] },
          revisions: [revisionOf(daemonSet(), 'old')],
        },
      ),
    ).toBe('error GENERATION_NOT_OBSERVED waits');
  });
});
