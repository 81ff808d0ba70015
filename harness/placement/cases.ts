import { daemonSet, fieldTerm, node, requiring, term, tolerating } from './test-objects.ts';
import type { TolerationOptions } from './tolerations.ts';
import type { DaemonSet, Node } from './types.ts';

/** shouldRun and shouldContinueRunning, in one word. */
export type Outcome = 'TT' | 'FT' | 'FF';

export interface PlacementCase {
  /** The number in the list of differential cases (daemonset-facts, section 7). */
  id: string;
  title: string;
  daemonSet: DaemonSet;
  node: Node;
  outcome: Outcome;
  options?: TolerationOptions;
}

type Row = [
  id: string,
  title: string,
  spec: DaemonSet['spec']['template']['spec'],
  node: Node,
  outcome: Outcome,
  options?: TolerationOptions,
];

const ssd = node({ disk: 'ssd' });
const cpus = (value: string) => node({ cpus: value });
const gpu = (...effects: string[]) =>
  node(
    {},
    effects.map((effect) => `gpu=true:${effect}`),
  );
const condition = (...taints: string[]) =>
  node(
    {},
    taints.map((taint) => `node.kubernetes.io/${taint}`),
  );
const gated = { comparisonOperators: true };
const spot = (value: string) => node({}, [`score=${value}:NoSchedule`]);
const atLeast950 = tolerating({ key: 'score', operator: 'Gt', value: '950' });

const byName: Row[] = [
  ['1', 'a bare DaemonSet runs on a bare node', {}, node(), 'TT'],
  ['2', 'nodeName equal to the node runs', { nodeName: 'node-1' }, node(), 'TT'],
  ['3', 'nodeName of another node never runs', { nodeName: 'node-2' }, node(), 'FF'],
  ['4', 'nodeName does not get past a NoSchedule taint', { nodeName: 'node-1' }, gpu('NoSchedule'), 'FT'],
  ['5', 'nodeName does not get past nodeSelector', { nodeName: 'node-1', nodeSelector: { disk: 'ssd' } }, node(), 'FF'],
];

const bySelector: Row[] = [
  ['6', 'an empty nodeSelector selects every node', { nodeSelector: {} }, node(), 'TT'],
  ['7', 'all keys of nodeSelector must match', { nodeSelector: { disk: 'ssd', zone: 'a' } }, ssd, 'FF'],
  ['8', 'an empty value matches an empty label', { nodeSelector: { disk: '' } }, node({ disk: '' }), 'TT'],
  ['9', 'an empty value does not match an absent label', { nodeSelector: { disk: '' } }, node(), 'FF'],
  ['10', 'a value in another case does not match', { nodeSelector: { disk: 'ssd' } }, node({ disk: 'SSD' }), 'FF'],
];

const byAffinity: Row[] = [
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

const left: Row[] = [
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

const byTaint: Row[] = [
  ['38', 'NoSchedule keeps new pods off and lets the running one be', {}, gpu('NoSchedule'), 'FT'],
  ['39', 'NoExecute takes the running pod too', {}, gpu('NoExecute'), 'FF'],
  ['40', 'PreferNoSchedule is not read', {}, gpu('PreferNoSchedule'), 'TT'],
  ['41', 'not-ready:NoExecute is tolerated automatically', {}, condition('not-ready:NoExecute'), 'TT'],
  ['42', 'not-ready:NoSchedule is not tolerated automatically', {}, condition('not-ready:NoSchedule'), 'FT'],
  [
    '43',
    'not-ready with both effects keeps new pods off',
    {},
    condition('not-ready:NoExecute', 'not-ready:NoSchedule'),
    'FT',
  ],
  [
    '44',
    'unreachable with both effects keeps new pods off',
    {},
    condition('unreachable:NoExecute', 'unreachable:NoSchedule'),
    'FT',
  ],
  [
    '45',
    'pressure:NoSchedule is tolerated automatically',
    {},
    condition('disk-pressure:NoSchedule', 'memory-pressure:NoSchedule', 'pid-pressure:NoSchedule'),
    'TT',
  ],
  ['46', 'disk-pressure:NoExecute is not tolerated automatically', {}, condition('disk-pressure:NoExecute'), 'FF'],
  [
    '47',
    'network-unavailable keeps pods of the pod network off',
    {},
    condition('network-unavailable:NoSchedule'),
    'FT',
  ],
  [
    '48',
    'network-unavailable is tolerated automatically on the host network',
    { hostNetwork: true },
    condition('network-unavailable:NoSchedule'),
    'TT',
  ],
  [
    '49',
    'cloudprovider uninitialized is not tolerated automatically',
    {},
    node({}, ['node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule']),
    'FT',
  ],
  [
    '50',
    'out-of-service:NoExecute is not tolerated automatically',
    {},
    condition('out-of-service=nodeshutdown:NoExecute'),
    'FF',
  ],
];

const master = { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' };
const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute', tolerationSeconds: 30 };

const byToleration: Row[] = [
  [
    '51',
    'the master toleration does not cover the control-plane taint',
    tolerating(master),
    node({}, ['node-role.kubernetes.io/control-plane:NoSchedule']),
    'FT',
  ],
  [
    '52',
    'no operator asks for an equal value: both empty',
    tolerating({ key: 'gpu' }),
    node({}, ['gpu:NoSchedule']),
    'TT',
  ],
  [
    '53',
    'no operator and no value does not cover a value',
    tolerating({ key: 'gpu' }),
    node({}, ['gpu=x:NoSchedule']),
    'FT',
  ],
  [
    '54',
    'Equal with another value does not cover',
    tolerating({ key: 'gpu', operator: 'Equal', value: 'false' }),
    gpu('NoSchedule'),
    'FT',
  ],
  [
    '55',
    'Exists without an effect covers every effect',
    tolerating({ key: 'gpu', operator: 'Exists' }),
    gpu('NoSchedule', 'NoExecute'),
    'TT',
  ],
  [
    '56',
    'a toleration of every key for NoSchedule does not cover NoExecute',
    tolerating({ operator: 'Exists', effect: 'NoSchedule' }),
    gpu('NoExecute'),
    'FF',
  ],
  [
    '57',
    'a toleration of every key covers every taint',
    tolerating({ operator: 'Exists' }),
    gpu('NoSchedule', 'NoExecute'),
    'TT',
  ],
  [
    '61',
    'tolerationSeconds is not read',
    tolerating({ key: 'gpu', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }),
    gpu('NoExecute'),
    'TT',
  ],
  [
    '62',
    'not-ready with seconds is tolerated for good',
    tolerating({ ...notReady, operator: 'Exists' }),
    condition('not-ready:NoExecute'),
    'TT',
  ],
  [
    '63',
    'of one key with two effects the one not tolerated decides',
    tolerating({ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }),
    gpu('NoSchedule', 'NoExecute'),
    'FT',
  ],
  [
    '63b',
    'of one key with two effects NoExecute decides where it is not tolerated',
    tolerating({ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }),
    gpu('NoSchedule', 'NoExecute'),
    'FF',
  ],
  ['64', 'a Gt toleration covers nothing while its gate is off', atLeast950, spot('960'), 'FT'],
  ['65', 'a Gt toleration covers a greater value', atLeast950, spot('960'), 'TT', gated],
  ['65b', 'a Gt toleration does not cover an equal value', atLeast950, spot('950'), 'FT', gated],
  ['65c', 'a Gt toleration does not read a leading zero', atLeast950, spot('0960'), 'FT', gated],
  [
    '65d',
    'an operator that is not known covers nothing',
    tolerating({ key: 'gpu', operator: 'exists' }),
    gpu('NoSchedule'),
    'FT',
  ],
];

/** What the model must say, case by case; the suite against a live controller reads the same list. */
export const placementCases: readonly PlacementCase[] = [
  ...byName,
  ...bySelector,
  ...byAffinity,
  ...left,
  ...byTaint,
  ...byToleration,
].map(([id, title, spec, target, outcome, options]) => ({
  id,
  title,
  daemonSet: daemonSet(spec),
  node: target,
  outcome,
  ...(options && { options }),
}));
