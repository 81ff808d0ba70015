import { describe, expect, it } from 'vitest';
import { node } from './test-objects.ts';
import type { Node } from './types.ts';
import { WhatIfError, whatIf } from './what-if.ts';

const nodes = (): Node[] => [
  node({ disk: 'ssd' }, ['gpu=true:NoSchedule', 'gpu=true:NoExecute'], 'w1'),
  node({ disk: 'hdd' }, [], 'w2'),
];
const changed = (change: string, name = 'w2') => whatIf(nodes(), change).find(({ metadata }) => metadata.name === name);
const taints = (change: string, name = 'w2') =>
  changed(change, name)?.spec?.taints?.map(({ key, value = '', effect }) => `${key}=${value}:${effect}`);

describe('whatIf', () => {
  it.each([
    ['taint node/w2 gpu=true:NoSchedule', 'w2', ['gpu=true:NoSchedule']],
    ['taint node w2 gpu:NoExecute', 'w2', ['gpu=:NoExecute']],
    ['kubectl taint nodes w1 gpu=no:NoSchedule --overwrite', 'w1', ['gpu=true:NoExecute', 'gpu=no:NoSchedule']],
    ['taint node/w1 gpu:NoSchedule-', 'w1', ['gpu=true:NoExecute']],
    ['taint node/w1 gpu-', 'w1', []],
    ['untaint node/w1 gpu:NoExecute', 'w1', ['gpu=true:NoSchedule']],
    ['untaint node/w1 gpu', 'w1', []],
    ['untaint node/w2 node/w1 gpu', 'w1', []],
    ['untaint nodes -l disk=ssd gpu', 'w1', []],
    ['taint nodes --all a:NoSchedule', 'w2', ['a=:NoSchedule']],
    ['taint nodes -l disk=hdd a:NoSchedule', 'w1', ['gpu=true:NoSchedule', 'gpu=true:NoExecute']],
    ['taint nodes -l disk=hdd a:NoSchedule', 'w2', ['a=:NoSchedule']],
    ['cordon w2', 'w2', ['node.kubernetes.io/unschedulable=:NoSchedule']],
    ['add node w3 disk=ssd gpu=true:NoSchedule', 'w3', ['gpu=true:NoSchedule']],
  ])('%s leaves %s with taints %j', (change, name, expected) => {
    expect(taints(change, name)).toEqual(expected);
  });

  it.each([
    ['label node/w2 disk=ssd zone=a', { disk: 'ssd', zone: 'a' }],
    ['label node w2 disk-', {}],
    ['label nodes w1 w2 disk=', { disk: '' }],
  ])('%s', (change, labels) => {
    expect(changed(change)?.metadata.labels).toEqual(labels);
  });

  it('gives a new node the labels of a kubelet', () => {
    expect(changed('add node w3 disk=ssd', 'w3')?.metadata.labels).toEqual({
      disk: 'ssd',
      'kubernetes.io/hostname': 'w3',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
    });
  });

  it('removes a node', () => {
    expect(whatIf(nodes(), 'delete node w1').map(({ metadata }) => metadata.name)).toEqual(['w2']);
  });

  it('undoes a cordon', () => {
    const [first] = whatIf(whatIf(nodes(), 'cordon w1'), 'uncordon w1');
    expect(first?.spec).toEqual({ taints: nodes()[0]?.spec?.taints, unschedulable: false });
  });

  it('leaves the nodes it was given as they are', () => {
    const given = nodes();
    whatIf(given, 'taint nodes --all x:NoSchedule');
    expect(given).toEqual(nodes());
  });

  it.each([
    ['', 'expected one of label, taint, untaint, cordon, uncordon, delete, add but found nothing'],
    ['drain w1', 'expected one of label, taint, untaint, cordon, uncordon, delete, add but found `drain`'],
    ['taint node/w9 gpu:NoSchedule', 'there is no node w9; the nodes are w1, w2'],
    ['taint node/w1', 'expected a change such as gpu=true:NoSchedule, or gpu- to remove it'],
    [
      'taint node/w1 gpu=true',
      'expected a taint such as gpu=true:NoSchedule but found `gpu=true`: its effect is none of NoSchedule, PreferNoSchedule, NoExecute',
    ],
    [
      'taint node/w1 gpu=true:noschedule',
      'expected a taint such as gpu=true:NoSchedule but found `gpu=true:noschedule`: its effect is none of NoSchedule, PreferNoSchedule, NoExecute',
    ],
    ['label node/w1 a/b/c=d', 'expected a label such as disk=ssd but found `a/b/c=d`: it has more than one /'],
    ['label gpu=true', 'expected the name of a node, --all or -l SELECTOR'],
    ['add node w1', 'there is a node w1 already'],
    ['cordon w1 --force', '--force means nothing here'],
    ['label nodes -l disk==,, a=b', 'disk==,, is no label selector: column 8: expected a label key but found `,`'],
  ])('refuses `%s`', (change, message) => {
    expect(() => whatIf(nodes(), change)).toThrow(new WhatIfError(message));
  });
});
