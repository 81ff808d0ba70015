import { describe, expect, it } from 'vitest';
import { makersOf, notAtRest } from './at-rest.ts';

const maker = (kind: string, status: object, spec: object = { replicas: 3 }) => ({
  kind,
  metadata: { name: 'web', uid: kind, generation: 2 },
  spec: { template: { metadata: { labels: { app: 'web' } } }, ...spec },
  status,
});
const done = { observedGeneration: 2, replicas: 3, updatedReplicas: 3 };
const code = (kind: string, status: object, whole = true) => notAtRest([maker(kind, status)], { whole })?.code;

describe('notAtRest', () => {
  it.each([
    ['Deployment', done, undefined],
    ['Deployment', { ...done, observedGeneration: 1 }, 'GENERATION_NOT_OBSERVED'],
    ['Deployment', {}, 'GENERATION_NOT_OBSERVED'],
    ['Deployment', { ...done, replicas: 2 }, 'POD_COUNT_DIFFERS'],
    ['Deployment', { ...done, replicas: 4 }, 'POD_COUNT_DIFFERS'],
    ['Deployment', { ...done, updatedReplicas: 2 }, 'POD_COUNT_DIFFERS'],
    ['ReplicaSet', { ...done, replicas: 2 }, 'POD_COUNT_DIFFERS'],
    ['ReplicaSet', { observedGeneration: 2, replicas: 3 }, undefined],
    ['DaemonSet', { observedGeneration: 2 }, undefined],
    ['DaemonSet', { observedGeneration: 1 }, 'GENERATION_NOT_OBSERVED'],
  ])('%s with %j: %s', (kind, status, expected) => {
    expect(code(kind, status)).toBe(expected);
  });
  it('leaves a rollout that is stuck to what the pods show, where pods may wait', () => {
    expect(code('Deployment', { ...done, replicas: 4, updatedReplicas: 1 }, false)).toBeUndefined();
    expect(code('Deployment', { ...done, observedGeneration: 1 }, false)).toBe('GENERATION_NOT_OBSERVED');
    expect(code('ReplicaSet', { ...done, replicas: 2 }, false)).toBe('POD_COUNT_DIFFERS');
  });
  it('one of several is enough', () => {
    expect(notAtRest([maker('ReplicaSet', done), maker('Deployment', {})], { whole: true })).toBeDefined();
    expect(notAtRest([], { whole: true })).toBeUndefined();
  });
});

describe('makersOf', () => {
  it('finds what makes pods with these labels, by its template', () => {
    const other = maker('Deployment', done, { template: { metadata: { labels: { app: 'other' } } } });
    const own = maker('ReplicaSet', done);
    expect(makersOf('app=web', [own, other, { kind: 'Job', metadata: {} }])).toEqual([own]);
  });
});
