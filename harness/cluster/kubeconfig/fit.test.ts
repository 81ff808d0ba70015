import { describe, expect, it } from 'vitest';
import type { Node, Taint } from '../../placement/types.ts';
import type { Topology, TopologyNode } from '../provider.ts';
import { wantedNodes, whyUnfit } from './fit.ts';

const gpu: Taint = { key: 'gpu', value: 'true', effect: 'NoSchedule' };

function live(name: string, rest: { labels?: Record<string, string>; ready?: boolean } & Node['spec'] = {}): Node {
  const { labels = {}, ready = true, ...spec } = rest;
  return {
    metadata: { name, uid: `uid-${name}`, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec,
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'Unknown' }] },
  } as Node;
}
const topology = (nodes: TopologyNode[], anyNames?: boolean): Topology => ({ nodes, ...(anyNames && { anyNames }) });
const two = topology([{ name: 'n1' }, { name: 'n2' }]);

describe('whyUnfit', () => {
  it.each<[string, Topology, Node[]]>([
    ['the very nodes', two, [live('n2'), live('n1')]],
    ['nodes of other names, where the lab names none', { ...two, anyNames: true }, [live('a'), live('b')]],
    [
      'a label that is there already',
      topology([{ name: 'n1', labels: { disk: 'ssd' } }]),
      [live('n1', { labels: { disk: 'ssd', zone: 'x' } })],
    ],
    ['a taint that is there already', topology([{ name: 'n1', taints: [gpu] }]), [live('n1', { taints: [gpu] })]],
    [
      'a taint of the node’s condition',
      topology([{ name: 'n1' }]),
      [live('n1', { taints: [{ key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' }] })],
    ],
  ])('nothing is wrong with %s, changes allowed or not', (_, wanted, nodes) => {
    expect(whyUnfit(wanted, nodes, false)).toBeUndefined();
    expect(whyUnfit(wanted, nodes, true)).toBeUndefined();
  });

  it.each<[Topology, Node[], string]>([
    [
      topology([{ name: 'n1', labels: { disk: 'ssd' } }]),
      [live('n1')],
      'needs label disk=ssd on n1; --allow-node-changes',
    ],
    [
      topology([{ name: 'n1', labels: { disk: 'ssd' } }, { name: 'n2' }]),
      [live('n1', { labels: { disk: 'ssd' } }), live('n2', { labels: { disk: 'ssd' } })],
      'needs n2 without label disk=ssd; --allow-node-changes',
    ],
    [
      topology([{ name: 'n1', taints: [gpu] }]),
      [live('n1')],
      'needs taint gpu=true:NoSchedule on n1; --allow-node-changes',
    ],
    [topology([{ name: 'n1', unschedulable: true }]), [live('n1')], 'needs n1 cordoned; --allow-node-changes'],
  ])('case %#: %s takes permission', (wanted, nodes, reason) => {
    expect(whyUnfit(wanted, nodes, false)).toContain(reason);
    expect(whyUnfit(wanted, nodes, true)).toBeUndefined();
  });

  it.each<[Topology, Node[], string]>([
    [two, [live('a'), live('b')], 'needs nodes named n1, n2 and no others; this cluster has a, b'],
    [
      two,
      [live('n1'), live('n2'), live('n10')],
      'needs nodes named n1, n2 and no others; this cluster has n1, n2, n10',
    ],
    [two, [], 'this cluster has none'],
    [{ ...two, anyNames: true }, [live('a'), live('b'), live('c')], 'needs exactly 2 nodes; this cluster has a, b, c'],
    [two, [live('n1'), live('n2', { ready: false })], 'needs its nodes Ready, and n2 is not'],
    [
      topology([{ name: 'n1', capacity: { cpu: '4', pods: '3' } }]),
      [live('n1')],
      'needs cpu 4, pods 3 on n1, and a real node has what it has',
    ],
    [
      topology([{ name: 'n1' }]),
      [live('n1', { taints: [gpu] })],
      'needs n1 without taint gpu=true:NoSchedule, and a taint of this cluster stays',
    ],
    [
      topology([{ name: 'n1', taints: [{ ...gpu, effect: 'NoExecute' }] }]),
      [live('n1')],
      'needs taint gpu=true:NoExecute on n1, which would evict the pods of others',
    ],
    [
      topology([{ name: 'n1', labels: { 'node-role.kubernetes.io/control-plane': '' } }]),
      [live('n1')],
      'which is Kubernetes’ own to set',
    ],
    [
      topology([{ name: 'n1' }]),
      [live('n1', { unschedulable: true })],
      'needs n1 not cordoned, and whoever cordoned it had a reason',
    ],
  ])('case %#: no permission helps', (wanted, nodes, reason) => {
    expect(whyUnfit(wanted, nodes, false)).toContain(reason);
    expect(whyUnfit(wanted, nodes, true)).toContain(reason);
  });
});

describe('wantedNodes', () => {
  it('changes the label keys of the lab, its taints and cordons, and nothing else', () => {
    const wanted = topology([
      { name: 'n1', labels: { disk: 'ssd' }, taints: [gpu] },
      { name: 'n2', unschedulable: true },
    ]);
    const nodes = [
      live('n1', { labels: { zone: 'a', disk: 'hdd' } }),
      live('n2', { labels: { zone: 'b', disk: 'hdd' } }),
    ];
    expect(wantedNodes(wanted, nodes)).toEqual([
      {
        name: 'n1',
        uid: 'uid-n1',
        labels: { 'kubernetes.io/hostname': 'n1', zone: 'a', disk: 'ssd' },
        taints: [gpu],
        unschedulable: false,
      },
      {
        name: 'n2',
        uid: 'uid-n2',
        labels: { 'kubernetes.io/hostname': 'n2', zone: 'b' },
        taints: [],
        unschedulable: true,
      },
    ]);
  });

  it('gives by order what a lab that names no node asks for, n2 before n10', () => {
    const wanted = topology([{ name: 'x', labels: { disk: 'ssd' } }, { name: 'y' }], true);
    expect(wantedNodes(wanted, [live('n10'), live('n2')]).map(({ name, labels }) => [name, labels.disk])).toEqual([
      ['n2', 'ssd'],
      ['n10', undefined],
    ]);
  });
});
