import { expression, required, rolling, tolerating, valid, withContainer, withPod, withSpec } from './manifests.ts';

/** Manifests that a 1.36.3 API server accepted. */
export const accepted: [title: string, manifest: unknown][] = [
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
