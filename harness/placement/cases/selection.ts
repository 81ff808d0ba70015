import { fieldTerm, node, requiring, term } from '../test-objects.ts';
import type { Row } from './row.ts';

const ssd = node({ disk: 'ssd' });
const cpus = (value: string) => node({ cpus: value });

export const byName: Row[] = [
  ['1', 'a bare DaemonSet runs on a bare node', {}, node(), 'TT'],
  ['2', 'nodeName equal to the node runs', { nodeName: 'node-1' }, node(), 'TT'],
  ['3', 'nodeName of another node never runs', { nodeName: 'node-2' }, node(), 'FF'],
  [
    '4',
    'nodeName does not get past a NoSchedule taint',
    { nodeName: 'node-1' },
    node({}, ['gpu=true:NoSchedule']),
    'FT',
  ],
  ['5', 'nodeName does not get past nodeSelector', { nodeName: 'node-1', nodeSelector: { disk: 'ssd' } }, node(), 'FF'],
];

export const bySelector: Row[] = [
  ['6', 'an empty nodeSelector selects every node', { nodeSelector: {} }, node(), 'TT'],
  ['7', 'all keys of nodeSelector must match', { nodeSelector: { disk: 'ssd', zone: 'a' } }, ssd, 'FF'],
  ['8', 'an empty value matches an empty label', { nodeSelector: { disk: '' } }, node({ disk: '' }), 'TT'],
  ['9', 'an empty value does not match an absent label', { nodeSelector: { disk: '' } }, node(), 'FF'],
  ['10', 'a value in another case does not match', { nodeSelector: { disk: 'ssd' } }, node({ disk: 'SSD' }), 'FF'],
];

export const byAffinity: Row[] = [
  ['11', 'affinity without any term matches no node', requiring(), ssd, 'FF'],
  ['12', 'an empty term matches no node', requiring({}), ssd, 'FF'],
  ['13', 'a term after an empty one can match', requiring({}, term('disk', 'In', 'ssd')), ssd, 'TT'],
  ['14', 'one of several terms is enough', requiring(term('disk', 'In', 'nvme'), term('disk', 'In', 'ssd')), ssd, 'TT'],
  [
    '15',
    'all expressions of a term must match',
    requiring({
      matchExpressions: [
        { key: 'disk', operator: 'In', values: ['ssd'] },
        { key: 'zone', operator: 'Exists' },
      ],
    }),
    ssd,
    'FF',
  ],
  [
    '16',
    'an expression and a field of a term must both match',
    requiring({ ...term('disk', 'In', 'ssd'), ...fieldTerm('metadata.name', 'In', 'node-2') }),
    ssd,
    'FF',
  ],
  [
    '16b',
    'an expression and a field that both match do',
    requiring({ ...term('disk', 'In', 'ssd'), ...fieldTerm('metadata.name', 'In', 'node-1') }),
    ssd,
    'TT',
  ],
  [
    '17',
    'nodeSelector does not make up for affinity',
    { nodeSelector: { disk: 'ssd' }, ...requiring(term('disk', 'In', 'hdd')) },
    ssd,
    'FF',
  ],
  ['18', 'NotIn matches an absent label', requiring(term('gpu', 'NotIn', 'true')), ssd, 'TT'],
  ['18b', 'NotIn does not match a listed value', requiring(term('disk', 'NotIn', 'hdd', 'ssd')), ssd, 'FF'],
  ['19', 'Exists matches an empty label', requiring(term('disk', 'Exists')), node({ disk: '' }), 'TT'],
  [
    '20',
    'DoesNotExist does not match a present label',
    requiring(term('disk', 'DoesNotExist')),
    node({ disk: '' }),
    'FF',
  ],
  ['20b', 'DoesNotExist matches an absent label', requiring(term('gpu', 'DoesNotExist')), ssd, 'TT'],
  ['21', 'Gt does not match an equal number', requiring(term('cpus', 'Gt', '4')), cpus('4'), 'FF'],
  ['22', 'Gt compares numbers, not texts', requiring(term('cpus', 'Gt', '4')), cpus('05'), 'TT'],
  ['23', 'Gt does not match a text', requiring(term('cpus', 'Gt', '4')), cpus('x'), 'FF'],
  ['24', 'Gt does not match an absent label', requiring(term('cpus', 'Gt', '4')), node(), 'FF'],
  ['24b', 'Lt does not match an absent label', requiring(term('cpus', 'Lt', '4')), node(), 'FF'],
  ['25', 'Gt with a text as bound matches nothing', requiring(term('cpus', 'Gt', 'abc')), cpus('5'), 'FF'],
  [
    '26',
    'a term after one that cannot be parsed can match',
    requiring(term('cpus', 'Gt', 'abc'), term('cpus', 'Exists')),
    cpus('5'),
    'TT',
  ],
  [
    '27',
    'Lt with a negative bound matches nothing: it is no label value',
    requiring(term('cpus', 'Lt', '-5')),
    cpus('5'),
    'FF',
  ],
  ['28', 'matchFields In names the node', requiring(fieldTerm('metadata.name', 'In', 'node-1')), node(), 'TT'],
  ['28b', 'matchFields In names another node', requiring(fieldTerm('metadata.name', 'In', 'node-2')), node(), 'FF'],
  ['29', 'matchFields NotIn excludes the node', requiring(fieldTerm('metadata.name', 'NotIn', 'node-1')), node(), 'FF'],
  [
    '29b',
    'matchFields NotIn of another node matches',
    requiring(fieldTerm('metadata.name', 'NotIn', 'node-2')),
    node(),
    'TT',
  ],
  [
    '30',
    'matchFields with two values matches nothing',
    requiring(fieldTerm('metadata.name', 'In', 'node-1', 'node-2')),
    node(),
    'FF',
  ],
  [
    '31',
    'matchFields of another field matches nothing',
    requiring(fieldTerm('metadata.uid', 'In', 'node-1')),
    node(),
    'FF',
  ],
];
