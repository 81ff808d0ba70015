import { node, term } from '../test-objects.ts';
import type { Row } from './row.ts';

const ssd = node({ disk: 'ssd' });

/** What the controller leaves to the scheduler, or does not look at. */
export const leftToScheduler: Row[] = [
  [
    '32',
    'preferred affinity is not read',
    {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term('disk', 'In', 'hdd') }],
        },
      } as object,
    },
    ssd,
    'TT',
  ],
  [
    '33',
    'pod anti-affinity is left to the scheduler',
    {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
        },
      } as object,
    },
    node(),
    'TT',
  ],
  [
    '34',
    'capacity is left to the scheduler',
    { containers: [{ name: 'c', resources: { requests: { cpu: '1000' } } }] },
    { ...node(), status: { allocatable: { cpu: '1' } } },
    'TT',
  ],
  [
    '35',
    'a host port is left to the scheduler',
    { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] },
    node(),
    'TT',
  ],
  [
    '36',
    'a cordoned node with its taint runs',
    {},
    {
      ...node(),
      spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
    },
    'TT',
  ],
  ['37', 'a cordoned node without its taint runs', {}, { ...node(), spec: { unschedulable: true } }, 'TT'],
  [
    '66',
    'a node that is being deleted still runs',
    {},
    { metadata: { name: 'node-1', deletionTimestamp: '2026-01-01T00:00:00Z' } },
    'TT',
  ],
  ['67', 'a node without a hostname label runs', { nodeSelector: {} }, { metadata: { name: 'node-1' } }, 'TT'],
];
