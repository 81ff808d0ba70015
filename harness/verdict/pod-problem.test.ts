import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../placement/types.ts';
import { podProblem } from './pod-problem.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import { hostPorts, podRequests, portsClash } from './requests.ts';

const node: Node = { metadata: { name: 'n1' }, status: { allocatable: { cpu: '2', memory: '1Gi', pods: '3' } } };
const unscheduled = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available' }],
};
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };

function pod(name: string, spec: Record<string, unknown> = {}, status: Pod['status'] = unscheduled): Pod {
  return {
    metadata: { name, namespace: 'ns', uid: name },
    spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
    status,
  };
}

const requesting = (cpu: string) => ({ containers: [{ name: 'c', image: 'i', resources: { requests: { cpu } } }] });
const waiting = (reason: string, message = '') => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'c', state: { waiting: { reason, message } } }],
});

describe('podProblem', () => {
  it('finds none with a Ready pod', () => {
    expect(podProblem(pod('a', { nodeName: 'n1' }, ready), { node })).toBeUndefined();
  });

  it.each([
    ['ImagePullBackOff', 'IMAGE_NOT_PULLED'],
    ['ErrImagePull', 'IMAGE_NOT_PULLED'],
    ['InvalidImageName', 'IMAGE_NOT_PULLED'],
    ['CrashLoopBackOff', 'CONTAINER_CRASHES'],
    ['CreateContainerConfigError', 'CONTAINER_CRASHES'],
    ['ContainerCreating', 'NOT_READY'],
  ])('a container that waits with %s is %s', (reason, code) => {
    const problem = podProblem(pod('a', { nodeName: 'n1' }, waiting(reason, 'back-off 10s')), { node });
    expect(problem).toMatchObject({ code, message: expect.stringContaining(reason) });
  });

  it('names the phase and reason of a pod that failed, and sees one that is being deleted', () => {
    expect(podProblem(pod('a', { nodeName: 'n1' }, { phase: 'Failed', reason: 'Evicted' }), { node })).toEqual({
      code: 'POD_FAILED',
      message: 'a ended as Failed (Evicted).',
    });
    const ending = { ...pod('a', {}, ready), metadata: { name: 'a', deletionTimestamp: 'now' } };
    expect(podProblem(ending, { node })?.code).toBe('TERMINATING');
  });

  it('counts what other pods take, but neither ended pods nor the pod itself', () => {
    const others = [
      pod('b', { nodeName: 'n1', ...requesting('1') }, ready),
      pod('old', { nodeName: 'n1', ...requesting('2') }, { phase: 'Succeeded' }),
    ];
    expect(podProblem(pod('a', requesting('1500m')), { node, podsOnNode: others })).toEqual({
      code: 'NO_ROOM',
      message: 'a is Pending: it requests 1500m cpu, but n1 has 1 of 2 left.',
    });
    // What fits is not the trouble, so the scheduler's own words are quoted.
    expect(podProblem(pod('a', requesting('1')), { node, podsOnNode: others })).toMatchObject({
      code: 'NOT_SCHEDULED',
      message: expect.stringContaining('0/1 nodes are available'),
    });
  });

  it('counts pods as a resource too', () => {
    const others = ['b', 'c', 'd'].map((name) => pod(name, { nodeName: 'n1' }, ready));
    expect(podProblem(pod('a'), { node, podsOnNode: others })?.message).toBe(
      'a is Pending: it requests 1 pods, but n1 has 0 of 3 left.',
    );
  });

  it('quotes the scheduler where it may not see the other pods', () => {
    expect(podProblem(pod('a', requesting('5')), { node })).toMatchObject({
      code: 'NOT_SCHEDULED',
      message: expect.stringContaining('0/1 nodes are available'),
    });
  });

  it('ends in one full stop or question mark when no scheduler has looked', () => {
    const problem = (spec: Record<string, unknown>) => podProblem(pod('a', spec, { phase: 'Pending' }), { node });
    expect(problem({})).toEqual({
      code: 'NOT_SCHEDULED',
      message: 'a is Pending, and no scheduler has looked at it: is kube-scheduler running?',
    });
    expect(problem({ schedulerName: 'mine' })?.message).toBe(
      'a is Pending, and no scheduler has looked at it: it asks for the scheduler mine.',
    );
  });

  it('tells a scheduling gate and a claim that waits apart', () => {
    const gated = {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    };
    expect(podProblem(pod('a', {}, gated), { node })?.message).toContain('scheduling gates');
    const claiming = pod('a', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] });
    expect(podProblem(claiming, { node, claims: new Map([['data', { phase: 'Pending' }]]) })?.message).toBe(
      'a is Pending: its PersistentVolumeClaim data is Pending, not Bound.',
    );
  });
});

describe('podRequests', () => {
  it('adds containers and sidecars, or takes the largest init container, and the overhead', () => {
    const container = (cpu: string, restartPolicy?: string) => ({
      name: cpu,
      resources: { requests: { cpu } },
      ...(restartPolicy && { restartPolicy }),
    });
    const requests = (spec: Record<string, unknown>) => podRequests(pod('a', spec)).get('cpu');
    expect(requests({ containers: [container('1'), container('500m')] })).toBe(1.5);
    expect(requests({ containers: [container('1')], initContainers: [container('3')] })).toBe(3);
    expect(requests({ containers: [container('1')], initContainers: [container('1', 'Always')] })).toBe(2);
    expect(requests({ containers: [container('1')], initContainers: [container('1', 'Always'), container('3')] })).toBe(
      4,
    );
    expect(requests({ containers: [container('1')], overhead: { cpu: '250m' } })).toBe(1.25);
  });
});

describe('host ports', () => {
  it('are the container ports on the host network', () => {
    const spec = {
      containers: [
        { name: 'c', ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081, protocol: 'UDP' }] },
      ],
    };
    expect(hostPorts(pod('a', spec))).toEqual([{ port: 8081, protocol: 'UDP', ip: '' }]);
    expect(hostPorts(pod('a', { ...spec, hostNetwork: true }))).toHaveLength(2);
  });

  it('clash on the same port and protocol where their addresses overlap', () => {
    const at = (ip: string, protocol = 'TCP') => ({ port: 80, protocol, ip });
    expect(portsClash(at(''), at('10.0.0.1'))).toBe(true);
    expect(portsClash(at('10.0.0.1'), at('10.0.0.2'))).toBe(false);
    expect(portsClash(at(''), at('', 'UDP'))).toBe(false);
  });
});

describe('quantities', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    ['1Gi', 2 ** 30],
    ['1.5G', 1.5e9],
    ['1e3', 1000],
    ['0', 0],
    [4, 4],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value);
  });
  it('are no number where they are none', () => {
    expect(parseQuantity('much')).toBeNaN();
  });
  it.each([
    [0.5, 'cpu', '500m'],
    [2, 'cpu', '2'],
    [2 ** 30, 'memory', '1Gi'],
    [3, 'pods', '3'],
  ])('%d of %s is written %s%s', (value, resource, text) => {
    expect(formatQuantity(value, resource)).toBe(text);
  });
});
