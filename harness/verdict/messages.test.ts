import { describe, expect, it } from 'vitest';
import { verdictCodes } from './codes.ts';
import type { Task } from './judge.ts';
import { daemonSet, judge, node, pod, type Scene } from './testing/objects.ts';

const lineOf = (name: string, task: Partial<Task>, scene: Scene) =>
  judge(task, scene).verdict.nodes.find((line) => line.node === name)?.message;

describe('a node’s line', () => {
  it('names the taint that keeps the pod off', () => {
    expect(lineOf('n1', {}, { nodes: [node('n1', { taints: ['gpu=true:NoSchedule'] })] })).toMatch(
      /^expected 1 pod, found 0\. .*gpu=true:NoSchedule.* not tolerated/,
    );
  });
  it('says what the scheduler says of a pod that it cannot place', () => {
    const pending = pod('n1', {
      bound: false,
      phase: 'Pending',
      ready: false,
      scheduler: '0/1 nodes are available: 1 Insufficient cpu.',
    });
    expect(lineOf('n1', {}, { nodes: [node('n1')], pods: { n1: [pending] } })).toBe(
      'expected 1 pod, found 1 (not Ready). The scheduler cannot place it: 0/1 nodes are available: 1 Insufficient cpu.',
    );
  });
  it('says that no scheduler has looked at a pod', () => {
    expect(
      lineOf(
        'n1',
        {},
        { nodes: [node('n1')], pods: { n1: [pod('n1', { bound: false, phase: 'Pending', ready: false })] } },
      ),
    ).toContain('No scheduler has looked at it yet.');
  });
  it('says why a container is stuck', () => {
    const stuck = pod('n1', { ready: false, phase: 'Pending' });
    stuck.status = {
      ...stuck.status,
      containerStatuses: [
        { name: 'agent', state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } },
      ],
    };
    expect(lineOf('n1', {}, { nodes: [node('n1')], pods: { n1: [stuck] } })).toContain(
      'Container agent: ImagePullBackOff (no such image)',
    );
  });
  it('counts what ends beside what lives', () => {
    const pods = [pod('n1'), pod('n1', { name: 'twin', ready: false }), pod('n1', { name: 'gone', terminating: true })];
    expect(lineOf('n1', {}, { nodes: [node('n1')], pods: { n1: pods } })).toContain(
      'expected 1 pod, found 2 (1 not Ready, 1 ending).',
    );
  });
  it('says of a named node that there is none', () => {
    expect(lineOf('n9', { intended: { kind: 'names', names: ['n9'] } }, { nodes: [node('n1')] })).toBe(
      'expected 1 pod, found 0. The task names a node that the cluster does not have.',
    );
  });
});

describe('a summary', () => {
  it('names the nodes that are not so, and at most five of them', () => {
    const nodes = Array.from({ length: 7 }, (_, index) => node(`n${index}`));
    expect(judge({}, { nodes }).verdict.summary).toContain('but n0, n1, n2, n3, n4 and 2 more nodes are not so');
  });
  it('tells generations that differ', () => {
    expect(
      judge({}, { daemonSet: daemonSet({ generation: 3, observed: 2 }), nodes: [node('n1')] }).verdict.summary,
    ).toContain('(generation 3, observed 2)');
  });
});

it('each code has a status and a meaning, and OK alone passes', () => {
  const passing = Object.entries(verdictCodes)
    .filter(([, { status }]) => status === 'pass')
    .map(([code]) => code);
  expect(passing).toEqual(['OK']);
});
