/** What the drawn objects are made of: few words, so that they meet, and the odd ones among them. */

/** Small integers as labels may write them, and what only looks like one. */
export const smallNumbers = [
  '4',
  '4',
  '5',
  '5',
  '6',
  '05',
  '004',
  '16',
  '0',
  'abc',
  '',
  '1e1',
  '0x5',
  '5.0',
  '1_0',
] as const;

/** Integers at and past the edges of what int64 and JavaScript's own numbers hold. */
export const hugeNumbers = [
  '5',
  '9007199254740993',
  '9007199254740992',
  '9223372036854775806',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999',
  '09223372036854775807',
] as const;
export const numbers = [...smallNumbers, ...hugeNumbers];

/** Label keys with their values. `Disk` differs from `disk` in case only; `constructor` is a property of every object. */
export const labels: Readonly<Record<string, readonly string[]>> = {
  disk: ['ssd', 'hdd', 'SSD', ''],
  Disk: ['ssd'],
  zone: ['a', 'A', 'b', ''],
  'example.com/pool': ['a', 'true', ''],
  gpu: ['true', 'false', ''],
  cpus: smallNumbers,
  generation: hugeNumbers,
  constructor: ['', 'ssd'],
};
export const labelKeys = Object.keys(labels);

export const noLabelValues = ['-5', '+5', ' 5', 'a b', 'ssd-'] as const;

const condition = (name: string) => `node.kubernetes.io/${name}`;
export const network = condition('network-unavailable');

/** The effect with which the control plane sets each of its own taints. */
export const conditionTaints: Readonly<Record<string, string>> = {
  [condition('not-ready')]: 'NoExecute',
  [condition('unreachable')]: 'NoExecute',
  [condition('disk-pressure')]: 'NoSchedule',
  [condition('memory-pressure')]: 'NoSchedule',
  [condition('pid-pressure')]: 'NoSchedule',
  [condition('unschedulable')]: 'NoSchedule',
  [network]: 'NoSchedule',
};

export const taintKeys = [
  'gpu',
  'Gpu',
  'spot',
  'example.com/dedicated',
  'constructor',
  condition('out-of-service'),
  'node.cloudprovider.kubernetes.io/uninitialized',
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
] as const;
export const taintValues = ['', '', 'true', 'false', 'True', 'nodeshutdown'] as const;

/** A taint whose values are numbers, for the operators Gt and Lt. */
export const scoreKey = 'score';
export const scores = [
  '0',
  '1',
  '949',
  '950',
  '951',
  '0950',
  '00',
  '9223372036854775807',
  '9223372036854775808',
  'abc',
  '',
] as const;

export const effects = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const;
export const ghost = 'no-such-node';
