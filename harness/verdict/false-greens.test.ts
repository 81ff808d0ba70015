import { describe, expect, it } from 'vitest';
import { judgeReplacement } from './replaced.ts';
import { daemonSet, node, outcome, pod, revisionOf } from './testing/objects.ts';

/** Each is a way in which a check elsewhere passes though the work is wrong. */
describe('false greens', () => {
  const nodes = [node('n1'), node('n2', { labels: { disk: 'ssd' } })];
  const both = { n1: [pod('n1')], n2: [pod('n2')] };
  const healthy = (count: number) => ({
    desiredNumberScheduled: count,
    currentNumberScheduled: count,
    numberReady: count,
    numberAvailable: count,
    updatedNumberScheduled: count,
    numberMisscheduled: 0,
  });

  it('ready equals desired: 0 of 0 before the controller has looked is no pass', () => {
    const fresh = daemonSet({ observed: 0, status: healthy(0) });
    expect(outcome({}, { daemonSet: fresh, nodes, revisions: [] })).toMatch(/^error GENERATION_NOT_OBSERVED waits/);
  });

  it('ready equals desired: 0 of 0 after it has looked is no pass either', () => {
    const nowhere = daemonSet({ spec: { nodeSelector: { disk: 'sdd' } }, status: healthy(0) });
    expect(outcome({}, { daemonSet: nowhere, nodes })).toBe(
      'fail INTENDED_NODE_NOT_ELIGIBLE final n1=INTENDED_NODE_NOT_ELIGIBLE n2=INTENDED_NODE_NOT_ELIGIBLE',
    );
    expect(outcome({ intended: { kind: 'eligible' } }, { daemonSet: nowhere, nodes })).toBe(
      'fail EMPTY_INTENDED final',
    );
  });

  it('at least as many pods as wanted: doubles are no pass, whatever their sum', () => {
    expect(outcome({}, { nodes, pods: { n1: [pod('n1'), pod('n1', { name: 'twin' })] } })).toBe(
      'fail DUPLICATE_PODS waits n1=DUPLICATE_PODS n2=POD_MISSING',
    );
  });

  it('the status says that all are Ready, but the pods are not', () => {
    const pods = { ...both, n2: [pod('n2', { ready: false })] };
    expect(outcome({}, { daemonSet: daemonSet({ status: healthy(2) }), nodes, pods })).toBe(
      'fail POD_NOT_READY waits n2=POD_NOT_READY',
    );
    expect(outcome({}, { daemonSet: daemonSet({ status: healthy(2) }), nodes, pods: { n1: [pod('n1')] } })).toBe(
      'fail POD_MISSING waits n2=POD_MISSING',
    );
  });

  it('the status is stale after a taint: pods and nodes are judged', () => {
    const tainted = [node('n1'), node('n2', { taints: ['gpu=true:NoSchedule'] })];
    expect(
      outcome(
        { intended: { kind: 'names', names: ['n1', 'n2'] } },
        { daemonSet: daemonSet({ status: healthy(2) }), nodes: tainted, pods: both },
      ),
    ).toBe('fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE');
  });

  it('a status that lags behind does not fail what is right', () => {
    expect(outcome({}, { daemonSet: daemonSet({ status: healthy(0) }), nodes, pods: both })).toBe('pass OK final');
  });

  it('a wrong selector that agrees with itself', () => {
    const typo = daemonSet({ spec: { nodeSelector: { disk: 'SSD' } } });
    expect(outcome({ intended: { kind: 'labels', selector: 'disk=ssd' } }, { daemonSet: typo, nodes })).toBe(
      'fail INTENDED_NODE_NOT_ELIGIBLE final n2=INTENDED_NODE_NOT_ELIGIBLE',
    );
  });

  it('a misspelt name makes the task no smaller', () => {
    const pinned = daemonSet({ spec: { nodeName: 'n1' } });
    expect(
      outcome(
        { intended: { kind: 'names', names: ['n1', 'N2'] } },
        { daemonSet: pinned, nodes, pods: { n1: [pod('n1')] } },
      ),
    ).toBe('fail INTENDED_NODE_MISSING waits N2=INTENDED_NODE_MISSING');
  });

  it('a misspelt label makes the task no smaller', () => {
    expect(
      outcome(
        { intended: { kind: 'labels', selector: 'dsik=ssd' } },
        { daemonSet: daemonSet({ spec: { nodeSelector: { dsik: 'ssd' } } }), nodes },
      ),
    ).toBe('fail EMPTY_INTENDED final');
  });

  it('old pods that are Ready are no rollout, for those who may not read revisions too', () => {
    const edited = daemonSet({ generation: 2, image: 'agent:2', status: { ...healthy(2), updatedNumberScheduled: 1 } });
    const pods = { n1: [pod('n1', { templateGeneration: 2 })], n2: [pod('n2', { hash: 'old' })] };
    expect(outcome({}, { daemonSet: edited, nodes, pods, revisions: [revisionOf(edited)] })).toBe(
      'fail POD_OUTDATED waits n2=POD_OUTDATED',
    );
    expect(outcome({}, { daemonSet: edited, nodes, pods, revisions: undefined })).toBe(
      'fail POD_OUTDATED waits n2=POD_OUTDATED',
    );
    const undone = daemonSet({ generation: 3, status: healthy(2) });
    expect(outcome({}, { daemonSet: undone, nodes, pods, revisions: undefined })).toBe('pass OK final');
  });

  it('the revision is that of the template as it is, not the newest', () => {
    const now = daemonSet({ generation: 3, image: 'agent:1' });
    const older = revisionOf(now, 'new', 1);
    const newer = revisionOf(daemonSet({ image: 'agent:2' }), 'other', 2);
    expect(outcome({}, { daemonSet: now, nodes, pods: both, revisions: [older, newer] })).toBe('pass OK final');
  });

  it('a revision of another DaemonSet with the same template vouches for nothing', () => {
    const stranger = revisionOf({ ...daemonSet(), metadata: { uid: 'other-uid' } });
    expect(outcome({}, { nodes, pods: both, revisions: [stranger] })).toBe('error GENERATION_NOT_OBSERVED waits');
  });

  it('no pods before and none now prove that none was replaced, or that all were, just as little', () => {
    const none = new Map<string, string[]>();
    for (const on of ['all', 'none', ['n1']] as const)
      expect(judgeReplacement({ on, before: none, after: none }).status, String(on)).toBe('fail');
  });

  it('an absence at the first glimpse is not final while the controller has work left', () => {
    const selective = daemonSet({ spec: { nodeSelector: { disk: 'ssd' } } });
    expect(outcome({ intended: { kind: 'labels', selector: 'disk=ssd' } }, { daemonSet: selective, nodes })).toBe(
      'fail POD_MISSING waits n2=POD_MISSING',
    );
  });
});

describe('a fail that is final too early', () => {
  const pods = { n1: [pod('n1')] };
  it.each([
    [
      'a node that is not Ready may be in a moment',
      node('n2', { ready: 'False', taints: ['node.kubernetes.io/not-ready:NoSchedule'] }),
    ],
    ['a node that is not Ready and not tainted yet', node('n2', { ready: 'Unknown' })],
    ['a node that has not said whether it is Ready', { metadata: { name: 'n2' } }],
    [
      'a Ready node whose NoExecute taint goes',
      node('n2', { taints: ['node.kubernetes.io/not-ready:NoExecute', 'node.kubernetes.io/not-ready:NoSchedule'] }),
    ],
    [
      'a node whose network comes up',
      node('n2', {
        taints: ['node.kubernetes.io/network-unavailable:NoSchedule'],
        conditions: [{ type: 'NetworkUnavailable', status: 'True' }],
      }),
    ],
    ['a network taint that goes', node('n2', { taints: ['node.kubernetes.io/network-unavailable:NoSchedule'] })],
    [
      'a node that the cloud still initialises',
      node('n2', { taints: ['node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule'] }),
    ],
  ])('waits for %s', (_title, unsettled) => {
    expect(outcome({}, { nodes: [node('n1'), unsettled], pods })).toMatch(
      /^fail INTENDED_NODE_NOT_ELIGIBLE waits|^fail POD_MISSING waits/,
    );
  });

  it('does not wait for a taint that nobody takes away', () => {
    expect(outcome({}, { nodes: [node('n1'), node('n2', { taints: ['gpu=true:NoSchedule'] })], pods })).toMatch(
      /final/,
    );
    expect(
      outcome(
        {},
        {
          nodes: [node('n1'), node('n2', { taints: ['node.kubernetes.io/unschedulable:NoSchedule'] })],
          pods: { ...pods, n2: [pod('n2')] },
        },
      ),
    ).toBe('pass OK final');
  });
});
