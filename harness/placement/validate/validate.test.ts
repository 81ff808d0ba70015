import { describe, expect, it } from 'vitest';
import { checkDaemonSet } from './index.ts';
import { refusalReasons } from './refusal.ts';

interface Manifest {
  [key: string]: unknown;
  metadata: Record<string, unknown>;
  spec: Record<string, unknown> & { template: Record<string, unknown> };
}

const valid = (): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'agent', image: 'agent:1' }] } },
  },
});

const withSpec = (spec: object) => ({ ...valid(), spec: { ...valid().spec, ...spec } });
const withPod = (spec: object) =>
  withSpec({
    template: { ...valid().spec.template, spec: { containers: [{ name: 'agent', image: 'agent:1' }], ...spec } },
  });
const withContainer = (container: object) =>
  withPod({ containers: [{ name: 'agent', image: 'agent:1', ...container }] });
const required = (...nodeSelectorTerms: unknown[]) =>
  withPod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } });
const expression = (operator: string, ...values: string[]) =>
  required({ matchExpressions: [{ key: 'cpus', operator, values }] });
const field = (key: string, operator: string, ...values: string[]) =>
  required({ matchFields: [{ key, operator, values }] });
const rolling = (rollingUpdate: object) => withSpec({ updateStrategy: { rollingUpdate } });
const tolerating = (toleration: object) => withPod({ tolerations: [toleration] });

const pod = 'spec.template.spec';
const terms = `${pod}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
const update = 'spec.updateStrategy.rollingUpdate';

/** Field and reason of each refusal were read from a 1.36.3 API server. */
const refused: [title: string, manifest: unknown, field: string, reason: keyof typeof refusalReasons][] = [
  ['spec.replicas', withSpec({ replicas: 2 }), 'spec.replicas', 'UnknownField'],
  ['a field in another case', withSpec({ MinReadySeconds: 1 }), 'spec.MinReadySeconds', 'UnknownField'],
  ['an unknown field in a list', tolerating({ operater: 'Exists' }), `${pod}.tolerations[0].operater`, 'UnknownField'],
  ['an unknown status field', { ...valid(), status: { foo: 1 } }, 'status.foo', 'UnknownField'],
  ['the first unknown field by the alphabet', withSpec({ zzz: 1, aaa: 1 }), 'spec.aaa', 'UnknownField'],
  ['a number for a label', withPod({ nodeSelector: { gen: 5 } }), `${pod}.nodeSelector`, 'WrongType'],
  [
    'a boolean for a label',
    withSpec({ selector: { matchLabels: { app: true } } }),
    'spec.selector.matchLabels',
    'WrongType',
  ],
  [
    'a wrong type before an unknown field',
    withSpec({ aaa: 1, minReadySeconds: 'x' }),
    'spec.minReadySeconds',
    'WrongType',
  ],
  ['a wrong type in a list, named as Go names it', tolerating({ key: 5 }), `${pod}.tolerations.key`, 'WrongType'],
  [
    'a wrong type in an embedded struct',
    withPod({ volumes: [{ name: 'v', emptyDir: [] }] }),
    `${pod}.volumes.VolumeSource.emptyDir`,
    'WrongType',
  ],
  ['a fraction for an integer', withSpec({ minReadySeconds: 1.5 }), 'spec.minReadySeconds', 'WrongType'],
  ['an integer that is too large', withSpec({ minReadySeconds: 2 ** 31 }), 'spec.minReadySeconds', 'WrongType'],
  ['a map for a list', withPod({ containers: {} }), `${pod}.containers`, 'WrongType'],
  ['a quantity that is none', withPod({ overhead: { cpu: 'much' } }), `${pod}.overhead`, 'WrongType'],
  ['kind DaemonSets', { ...valid(), kind: 'DaemonSets' }, 'kind', 'NoKindMatch'],
  ['extensions/v1beta1', { ...valid(), apiVersion: 'extensions/v1beta1' }, 'apiVersion', 'NoKindMatch'],
  ['apps/v1beta1', { ...valid(), apiVersion: 'apps/v1beta1' }, 'apiVersion', 'NoKindMatch'],
  ['no apiVersion', { ...valid(), apiVersion: undefined }, 'apiVersion', 'FieldValueRequired'],
  ['no kind', { ...valid(), kind: undefined }, 'kind', 'FieldValueRequired'],
  ['no name', { ...valid(), metadata: {} }, 'metadata.name', 'FieldValueRequired'],
  ['a name with capitals', { ...valid(), metadata: { name: 'Agent' } }, 'metadata.name', 'FieldValueInvalid'],
  [
    'a namespace with a dot',
    { ...valid(), metadata: { name: 'agent', namespace: 'a.b' } },
    'metadata.namespace',
    'FieldValueInvalid',
  ],
  [
    'a label value with a space',
    { ...valid(), metadata: { name: 'agent', labels: { a: 'b c' } } },
    'metadata.labels',
    'FieldValueInvalid',
  ],
  [
    'a label of the template, without metadata in its field',
    withSpec({
      template: { metadata: { labels: { app: 'agent', x: '-' } }, spec: { containers: [{ name: 'a', image: 'i' }] } },
    }),
    'spec.template.labels',
    'FieldValueInvalid',
  ],
  ['no spec', { ...valid(), spec: undefined }, 'spec.template.metadata.labels', 'FieldValueInvalid'],
  ['no selector', withSpec({ selector: undefined }), 'spec.template.metadata.labels', 'FieldValueInvalid'],
  ['an empty selector', withSpec({ selector: {} }), 'spec.selector', 'FieldValueInvalid'],
  [
    'a selector that the template does not match',
    withSpec({ selector: { matchLabels: { app: 'other' } } }),
    'spec.template.metadata.labels',
    'FieldValueInvalid',
  ],
  [
    'a selector with Gt',
    withSpec({ selector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }),
    'spec.selector.matchExpressions[0].operator',
    'FieldValueInvalid',
  ],
  [
    'a selector with In and no value',
    withSpec({ selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
    'spec.selector.matchExpressions[0].values',
    'FieldValueRequired',
  ],
  ['maxSurge alone', rolling({ maxSurge: 1 }), `${update}.maxSurge`, 'FieldValueInvalid'],
  [
    'neither maxSurge nor maxUnavailable',
    rolling({ maxUnavailable: 0 }),
    `${update}.maxUnavailable`,
    'FieldValueRequired',
  ],
  ['0 % unavailable', rolling({ maxUnavailable: '0%' }), `${update}.maxUnavailable`, 'FieldValueRequired'],
  ['more than 100 %', rolling({ maxUnavailable: '101%' }), `${update}.maxUnavailable`, 'FieldValueInvalid'],
  ['a percentage that is none', rolling({ maxUnavailable: '5x' }), `${update}.maxUnavailable`, 'FieldValueInvalid'],
  ['fewer than none', rolling({ maxUnavailable: -1 }), `${update}.maxUnavailable`, 'FieldValueInvalid'],
  [
    'an update strategy that is none',
    withSpec({ updateStrategy: { type: 'Recreate' } }),
    'spec.updateStrategy',
    'FieldValueNotSupported',
  ],
  ['negative minReadySeconds', withSpec({ minReadySeconds: -1 }), 'spec.minReadySeconds', 'FieldValueInvalid'],
  [
    'negative revisionHistoryLimit',
    withSpec({ revisionHistoryLimit: -1 }),
    'spec.revisionHistoryLimit',
    'FieldValueInvalid',
  ],
  ['restartPolicy Never', withPod({ restartPolicy: 'Never' }), `${pod}.restartPolicy`, 'FieldValueNotSupported'],
  [
    'activeDeadlineSeconds',
    withPod({ activeDeadlineSeconds: 5 }),
    `${pod}.activeDeadlineSeconds`,
    'FieldValueForbidden',
  ],
  ['a nodeName that is no name', withPod({ nodeName: 'Node_1' }), `${pod}.nodeName`, 'FieldValueInvalid'],
  ['case 11: no term', required(), terms, 'FieldValueRequired'],
  [
    'case 27: a negative bound',
    expression('Lt', '-5'),
    `${terms}[0].matchExpressions[0].values[0]`,
    'FieldValueInvalid',
  ],
  [
    'case 30: matchFields with two values',
    field('metadata.name', 'In', 'a', 'b'),
    `${terms}[0].matchFields[0].values`,
    'FieldValueRequired',
  ],
  [
    'case 31: matchFields of another field',
    field('metadata.uid', 'In', 'a'),
    `${terms}[0].matchFields[0].key`,
    'FieldValueInvalid',
  ],
  [
    'matchFields with Exists',
    field('metadata.name', 'Exists'),
    `${terms}[0].matchFields[0].operator`,
    'FieldValueInvalid',
  ],
  ['In without a value', expression('In'), `${terms}[0].matchExpressions[0].values`, 'FieldValueRequired'],
  ['Exists with a value', expression('Exists', 'a'), `${terms}[0].matchExpressions[0].values`, 'FieldValueForbidden'],
  ['Gt with two values', expression('Gt', '1', '2'), `${terms}[0].matchExpressions[0].values`, 'FieldValueRequired'],
  ['an operator in lower case', expression('in', 'a'), `${terms}[0].matchExpressions[0].operator`, 'FieldValueInvalid'],
  [
    'case 58: Equal without a key',
    tolerating({ operator: 'Equal' }),
    `${pod}.tolerations[0].operator`,
    'FieldValueInvalid',
  ],
  [
    'case 59: Exists with a value',
    tolerating({ key: 'a', operator: 'Exists', value: 'b' }),
    `${pod}.tolerations[0].operator`,
    'FieldValueInvalid',
  ],
  [
    'case 60: tolerationSeconds with NoSchedule',
    tolerating({ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }),
    `${pod}.tolerations[0].effect`,
    'FieldValueInvalid',
  ],
  [
    'case 64: Gt while its gate is off',
    tolerating({ key: 'a', operator: 'Gt', value: '5' }),
    `${pod}.tolerations[0].operator`,
    'FieldValueNotSupported',
  ],
  [
    'an effect in lower case',
    tolerating({ key: 'a', effect: 'noExecute' }),
    `${pod}.tolerations[0].effect`,
    'FieldValueNotSupported',
  ],
  [
    'a toleration of a value that no taint can have',
    tolerating({ key: 'a', value: 'b c' }),
    `${pod}.tolerations[0].operator`,
    'FieldValueInvalid',
  ],
  ['no container', withPod({ containers: [] }), `${pod}.containers`, 'FieldValueRequired'],
  ['a container without a name', withContainer({ name: undefined }), `${pod}.containers[0].name`, 'FieldValueRequired'],
  ['a container without an image', withContainer({ image: '' }), `${pod}.containers[0].image`, 'FieldValueRequired'],
  [
    'two containers of one name',
    withPod({
      containers: [
        { name: 'a', image: 'i' },
        { name: 'a', image: 'i' },
      ],
    }),
    `${pod}.containers[1].name`,
    'FieldValueDuplicate',
  ],
  [
    'a pull policy in lower case',
    withContainer({ imagePullPolicy: 'always' }),
    `${pod}.containers[0].imagePullPolicy`,
    'FieldValueNotSupported',
  ],
  [
    'a termination message policy that is none',
    withContainer({ terminationMessagePolicy: 'Log' }),
    `${pod}.containers[0].terminationMessagePolicy`,
    'FieldValueNotSupported',
  ],
  [
    'a port without a number',
    withContainer({ ports: [{ name: 'http' }] }),
    `${pod}.containers[0].ports[0].containerPort`,
    'FieldValueRequired',
  ],
  [
    'a port that is too large',
    withContainer({ ports: [{ containerPort: 70000 }] }),
    `${pod}.containers[0].ports[0].containerPort`,
    'FieldValueInvalid',
  ],
  [
    'a protocol in lower case',
    withContainer({ ports: [{ containerPort: 80, protocol: 'tcp' }] }),
    `${pod}.containers[0].ports[0].protocol`,
    'FieldValueNotSupported',
  ],
  [
    'a host port taken twice',
    withContainer({
      ports: [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 80 },
      ],
    }),
    `${pod}.containers[0].ports[1].hostPort`,
    'FieldValueDuplicate',
  ],
  [
    'another host port on the host network',
    {
      ...withPod({
        hostNetwork: true,
        containers: [{ name: 'a', image: 'i', ports: [{ containerPort: 80, hostPort: 81 }] }],
      }),
    },
    `${pod}.containers[0].ports[0].hostPort`,
    'FieldValueInvalid',
  ],
  [
    'a mount of no volume',
    withContainer({ volumeMounts: [{ name: 'logs', mountPath: '/logs' }] }),
    `${pod}.containers[0].volumeMounts[0].name`,
    'FieldValueNotFound',
  ],
  [
    'a variable without a name',
    withContainer({ env: [{ value: 'x' }] }),
    `${pod}.containers[0].env[0].name`,
    'FieldValueRequired',
  ],
];

describe('checkDaemonSet refuses', () => {
  it.each(refused)('%s', (_title, manifest, where, reason) => {
    const checked = checkDaemonSet(JSON.parse(JSON.stringify(manifest)));
    expect(checked.kind === 'refused' && checked.refusals[0]).toMatchObject({ field: where, reason });
    expect(Object.keys(refusalReasons)).toContain(reason);
  });

  it('all that is wrong, in the order of the server', () => {
    const checked = checkDaemonSet({ ...withPod({ containers: [] }), metadata: { name: 'Agent' } });
    expect(checked.kind === 'refused' && checked.refusals.map(({ field }) => field)).toEqual([
      'metadata.name',
      `${pod}.containers`,
    ]);
  });

  it('a text for a label with the advice to quote it', () => {
    const checked = checkDaemonSet(withPod({ nodeSelector: { gpu: true } }));
    expect(checked.kind === 'refused' && checked.refusals[0].message).toBe(
      `${pod}.nodeSelector.gpu: expected a string but found a boolean: put true in quotes`,
    );
  });
});

const accepted: [title: string, manifest: unknown][] = [
  ['the least that there can be', valid()],
  ['a toleration without an operator', tolerating({ key: 'a' })],
  ['a toleration of everything', tolerating({ operator: 'Exists' })],
  ['case 61: NoExecute with seconds', tolerating({ key: 'a', effect: 'NoExecute', tolerationSeconds: 30 })],
  ['case 25: Gt with a text as its bound', expression('Gt', 'abc')],
  ['case 12: an empty term', required({})],
  ['nulls, which are as good as nothing', withSpec({ minReadySeconds: null, updateStrategy: null })],
  ['maxSurge with maxUnavailable 0', rolling({ maxSurge: '10%', maxUnavailable: 0 })],
  [
    'an OnDelete strategy with numbers that are not read',
    withSpec({ updateStrategy: { type: 'OnDelete', rollingUpdate: { maxSurge: 5 } } }),
  ],
  [
    'labels of the DaemonSet that its selector does not match',
    { ...valid(), metadata: { name: 'agent', labels: { app: 'other' } } },
  ],
  [
    'one port with two protocols',
    withContainer({
      ports: [
        { containerPort: 53, hostPort: 53 },
        { containerPort: 53, hostPort: 53, protocol: 'UDP' },
      ],
    }),
  ],
  [
    'a host port left out on the host network',
    withPod({ hostNetwork: true, containers: [{ name: 'a', image: 'i', ports: [{ containerPort: 80 }] }] }),
  ],
  ['a quantity as a number', withContainer({ resources: { requests: { cpu: 1, memory: '64Mi' } } })],
  [
    'a preferred term with a value that no label can have',
    withPod({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          ],
        },
      },
    }),
  ],
  [
    'what a server adds',
    {
      ...valid(),
      metadata: {
        name: 'agent',
        uid: 'x',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ manager: 'kubectl', fieldsV1: { 'f:spec': {} } }],
      },
      status: { numberReady: 1 },
    },
  ],
];

describe('checkDaemonSet accepts', () => {
  it.each(accepted)('%s', (_title, manifest) => {
    expect(checkDaemonSet(JSON.parse(JSON.stringify(manifest)))).toMatchObject({ kind: 'accepted' });
  });

  it('and drops nulls, in lists too', () => {
    const checked = checkDaemonSet(
      withPod({ nodeName: null, nodeSelector: { gpu: null }, tolerations: [{ key: 'a', value: null }] }),
    );
    expect(checked).toMatchObject({
      kind: 'accepted',
      daemonSet: { spec: { template: { spec: { nodeSelector: { gpu: '' }, tolerations: [{ key: 'a' }] } } } },
    });
    expect(checked.kind === 'accepted' && 'nodeName' in checked.daemonSet.spec.template.spec).toBe(false);
  });
});
