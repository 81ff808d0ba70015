import { describe, expect, it } from 'vitest';
import type { Node } from '../../placement/types.ts';
import { asBefore, type NodeSnapshot, patchTo, snapshotOf } from './node-snapshot.ts';

const pressure = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };
const gpu = { key: 'gpu', value: 'true', effect: 'NoSchedule' };
const node: Node = {
  metadata: { name: 'n1', uid: 'u1', resourceVersion: '7', labels: { zone: 'a', disk: 'ssd' } },
  spec: { taints: [pressure, gpu], unschedulable: true },
};
const before: NodeSnapshot = { name: 'n1', uid: 'u1', labels: { zone: 'a' }, taints: [], unschedulable: false };

describe('patchTo', () => {
  it('is nothing where the node is as wanted', () => {
    expect(patchTo(node, snapshotOf(node))).toBeUndefined();
    expect(
      patchTo(node, { ...snapshotOf(node), taints: [{ effect: 'NoSchedule', value: 'true', key: 'gpu' }] }),
    ).toBeUndefined();
  });

  it('takes off what is too much and leaves what the control plane set, for the version that was read', () => {
    expect(patchTo(node, before)).toEqual({
      metadata: { resourceVersion: '7', labels: { disk: null } },
      spec: { taints: [pressure], unschedulable: null },
    });
  });

  it('puts back a label that has another value', () => {
    expect(patchTo(node, { ...snapshotOf(node), labels: { zone: 'b', disk: 'ssd' } })).toEqual({
      metadata: { resourceVersion: '7', labels: { zone: 'b' } },
      spec: {},
    });
  });
});

describe('asBefore', () => {
  it('shows a node as it was, and one that was made anew as it is', () => {
    const [was] = asBefore([node], [before]);
    expect(was && snapshotOf(was)).toEqual(before);
    expect(was?.spec?.taints).toEqual([pressure]);
    expect(asBefore([node], [{ ...before, uid: 'u0' }])).toEqual([node]);
    expect(asBefore([node], [])).toEqual([node]);
  });
});
