import { describe, expect, it } from 'vitest';
import { nodeOf } from './nodes.ts';

const birth = {
  metadata: { name: 'worker-1', labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'worker-1' } },
  spec: { podCIDR: '10.244.1.0/24', providerID: 'kind://docker/k/k-worker' },
  status: { capacity: { cpu: '2' } },
};
const member = { container: 'k-worker', node: 'worker-1', role: 'worker' as const };

describe('nodeOf', () => {
  it('is the machine’s node with the lab’s name, labels and taints', () => {
    const wanted = { name: 'gpu-1', labels: { disk: 'ssd' }, taints: [{ key: 'gpu', effect: 'NoSchedule' as const }] };
    expect(nodeOf({ wanted, member, birth })).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: 'gpu-1',
        labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'gpu-1', disk: 'ssd' },
      },
      spec: { ...birth.spec, taints: wanted.taints },
      status: birth.status,
    });
  });

  it('keeps the pods’ network of its machine, which the routes of the others lead to', () => {
    expect(nodeOf({ wanted: { name: 'a' }, member, birth }).spec).toEqual(birth.spec);
  });
});
