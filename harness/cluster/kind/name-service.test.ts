import { describe, expect, it } from 'vitest';
import type { TopologyNode } from '../provider.ts';
import { homeOfNameService } from './name-service.ts';

const controlPlane: TopologyNode = {
  name: 'control-plane',
  taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
};
const tainted = (name: string): TopologyNode => ({ name, taints: [{ key: 'a', effect: 'NoSchedule' }] });

describe('the home of the name service', () => {
  it.each<[string, TopologyNode[], string | undefined]>([
    ['the control plane, whatever its place in the list', [{ name: 'worker-1' }, controlPlane], 'control-plane'],
    ['the first worker where the control plane is away', [{ name: 'worker-2' }, { name: 'worker-1' }], 'worker-1'],
    ['a later worker where the first keeps it away', [tainted('worker-1'), { name: 'worker-2' }], 'worker-2'],
    [
      'a later worker where the first is cordoned',
      [{ name: 'worker-1', unschedulable: true }, { name: 'worker-3' }],
      'worker-3',
    ],
    ['nowhere in particular under other names', [{ name: 'gpu-1' }], undefined],
    ['nowhere where all keep it away', [tainted('worker-1'), tainted('worker-2')], undefined],
  ])('is %s', (_title, nodes, home) => {
    expect(homeOfNameService(nodes)).toBe(home);
  });
});
