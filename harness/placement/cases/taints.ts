import { node, tolerating } from '../test-objects.ts';
import type { Row } from './row.ts';

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

export const byTaint: Row[] = [
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

export const byToleration: Row[] = [
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
