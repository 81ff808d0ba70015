import { describe, expect, it } from 'vitest';
import type { Node } from '../../placement/types.ts';
import type { KubeObject } from '../api.ts';
import { deletableResources } from '../discovery.ts';
import { createNamespace } from '../namespaces.ts';
import type { NodeVerb } from '../provider.ts';
import { readRecord } from '../record.ts';
import { isLeftover } from '../reset/leftovers.ts';
import { isResettable, isSystem, systemNamespaces } from '../reset/system-objects.ts';
import { controlPlane, nodes, root } from '../testing/control-plane.ts';
import { etcdKeys, kindsInUse } from './etcd-keys.ts';

const plane = controlPlane('test-reset');
const meta = (kind: string, name: string, apiVersion = 'v1', metadata: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name, ...metadata },
});
const daemonSet = (name: string, namespace: string) => ({
  ...meta('DaemonSet', name, 'apps/v1', { namespace }),
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'x' }] } },
  },
});
const finalizers = ['example.com/never'];
const refuseAll = {
  ...meta('ValidatingWebhookConfiguration', 'refuse', 'admissionregistration.k8s.io/v1'),
  webhooks: [
    {
      name: 'refuse.example.com',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      timeoutSeconds: 1,
      clientConfig: { service: { namespace: 'default', name: 'nobody' } },
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'] }],
    },
  ],
};
const crd = {
  ...meta('CustomResourceDefinition', 'things.example.com', 'apiextensions.k8s.io/v1'),
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};
const mess = [
  meta('Namespace', 'stuck', 'v1', { finalizers }),
  meta('ConfigMap', 'held', 'v1', { namespace: 'team', finalizers }),
  {
    ...meta('Pod', 'held', 'v1', { namespace: 'team', finalizers }),
    spec: { containers: [{ name: 'c', image: 'x' }] },
  },
  daemonSet('in-system', 'kube-system'),
  meta('ServiceAccount', 'in-system', 'v1', { namespace: 'kube-system' }),
  daemonSet('in-default', 'default'),
  { ...meta('ResourceQuota', 'none', 'v1', { namespace: 'default' }), spec: { hard: { pods: '0' } } },
  {
    ...meta('LimitRange', 'small', 'v1', { namespace: 'default' }),
    spec: { limits: [{ type: 'Container', max: { cpu: '1m' } }] },
  },
  { ...meta('Lease', 'left', 'coordination.k8s.io/v1', { namespace: 'default' }), spec: {} },
  { ...meta('Service', 'mine', 'v1', { namespace: 'default' }), spec: { ports: [{ port: 80 }] } },
  {
    ...meta('Ingress', 'mine', 'networking.k8s.io/v1', { namespace: 'default' }),
    spec: { defaultBackend: { service: { name: 'mine', port: { number: 80 } } } },
  },
  {
    ...meta('ReplicationController', 'mine', 'v1', { namespace: 'default' }),
    spec: {
      replicas: 0,
      template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'x' }] } },
    },
  },
  { ...meta('PriorityClass', 'mine', 'scheduling.k8s.io/v1'), value: 7 },
  { ...meta('ClusterRole', 'mine', 'rbac.authorization.k8s.io/v1'), rules: [] },
  {
    ...meta('PersistentVolume', 'disk'),
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/tmp' } },
  },
  crd,
];
const topology = {
  nodes: [
    { name: 'a', labels: { disk: 'ssd' }, taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] },
    ...nodes('b', 'c'),
    { name: 'd', unschedulable: true },
  ],
};

const ground = { namespaces: systemNamespaces, isSystem };

async function leftovers(): Promise<string[]> {
  const resources = (await deletableResources(plane.api)).filter(isResettable);
  const found = await Promise.all(
    resources.map(async (resource) => {
      const { items } = await plane.api.list(resource.path);
      return items
        .filter((object) => isLeftover(ground, resource, object.metadata) && !tellsOfNode(object))
        .map(({ metadata }) => `${resource.name} ${metadata.namespace ?? ''}/${metadata.name}`);
    }),
  );
  const namespaces = await plane.api.list('/api/v1/namespaces');
  const extra = namespaces.items.filter(
    ({ metadata }) => !['default', 'kube-node-lease', 'kube-public', 'kube-system'].includes(metadata.name ?? ''),
  );
  return [...found.flat(), ...extra.map(({ metadata }) => `namespace ${metadata.name}`)];
}

/** The node controller greets every new node, and sees off every old one, with an event a moment later. */
const tellsOfNode = (object: KubeObject) =>
  [object.regarding, object.involvedObject].some((about) => (about as { kind?: string } | undefined)?.kind === 'Node');

/** What of the nodes a topology decides. */
async function nodeShapes(): Promise<string[]> {
  const { items } = await plane.api.list<Node>('/api/v1/nodes');
  const own = (labels: Record<string, string> = {}) =>
    Object.entries(labels)
      .filter(([key]) => !key.includes('kubernetes.io/'))
      .map((pair) => pair.join('='));
  return items
    .map(({ metadata, spec = {} }) =>
      [
        metadata.name,
        ...own(metadata.labels),
        ...(spec.taints ?? []).map(({ key, value = '', effect }) => `${key}=${value}:${effect}`),
        ...(spec.unschedulable ? ['cordoned'] : []),
      ].join(' '),
    )
    .sort();
}

const asAsked = ['a disk=ssd gpu=true:NoSchedule', 'b', 'c', 'd node.kubernetes.io/unschedulable=:NoSchedule cordoned'];

async function makeMess(): Promise<void> {
  await createNamespace(plane.api, 'team');
  await plane.kubectl('apply -f -', { apiVersion: 'v1', kind: 'List', items: mess });
  await plane.kubectl('wait --for=condition=Established crd/things.example.com');
  await plane.kubectl('apply -f -', meta('Thing', 'held', 'example.com/v1', { namespace: 'team', finalizers }));
  await plane.kubectl('delete namespace stuck --wait=false');
  await plane.kubectl('label namespace default pod-security.kubernetes.io/enforce=restricted');
  await plane.kubectl('label node a disk=hdd --overwrite');
  await plane.kubectl('taint node b x=y:NoExecute');
  await plane.kubectl('cordon c');
  await plane.kubectl('uncordon d');
  await plane.kubectl('patch node b --type=merge -p {"metadata":{"finalizers":["example.com/never"]}}');
  await plane.provider.node('add', 'extra', ['--label', 'disk=ssd']);
}

describe('reset', () => {
  it('leaves exactly the topology, and otherwise a system as fresh', async () => {
    await plane.provider.reset(topology);
    expect(await nodeShapes()).toEqual(asAsked);
    await makeMess();
    await plane.kubectl('apply -f -', refuseAll);
    expect((await plane.tryKubectl('create configmap x')).stderr).toContain('refuse.example.com');

    const started = performance.now();
    await plane.provider.reset(topology);
    process.stderr.write(
      `reset of a dirty cluster with a refusing webhook: ${Math.round(performance.now() - started)} ms\n`,
    );

    expect(await leftovers()).toEqual([]);
    expect(await nodeShapes()).toEqual(asAsked);
    const { items } = await plane.api.list('/api/v1/namespaces');
    expect(items.map(({ metadata }) => Object.keys({ ...metadata.labels, ...metadata.annotations }))).toEqual(
      items.map(() => ['kubernetes.io/metadata.name']),
    );
    // Pods can be created at once where a quota, a limit range and a webhook forbade them.
    await plane.kubectl('apply -f -', {
      ...meta('Pod', 'probe', 'v1', { namespace: 'default' }),
      spec: { containers: [{ name: 'c', image: 'x' }] },
    });
    await plane.kubectl('wait --for=condition=Ready pod/probe -n default --timeout=10s');
  });

  it('asks for no kind of which there is nothing, and for every one of which there is', async () => {
    await plane.provider.reset(topology);
    await makeMess();
    const resources = (await deletableResources(plane.api)).filter(isResettable);
    const { ports } = readRecord(root, { provider: 'kwok', name: plane.name }) ?? {};
    const asked = kindsInUse(await etcdKeys(ports?.etcd), resources, ground)?.map(({ name }) => name);

    const kinds = (await leftovers()).map((line) => line.split(' ')[0]);
    expect(asked).toEqual(expect.arrayContaining([...new Set(kinds)].filter((kind) => kind !== 'namespace')));
    expect(asked).not.toContain('secrets');
    await plane.provider.reset(topology);
    expect(await leftovers()).toEqual([]);
  });

  it('changes nodes in place, and makes those anew whose capacity differs', async () => {
    const live = async () =>
      new Map((await plane.api.list<Node>('/api/v1/nodes')).items.map((node) => [node.metadata.name, node]));
    await plane.provider.reset({ nodes: nodes('a', 'b', 'c') });
    const before = await live();
    await plane.kubectl('label node b touched=yes kubernetes.io/os=plan9 --overwrite');
    await plane.kubectl('taint node b gpu=true:NoExecute');
    await plane.kubectl('cordon b');
    await plane.provider.reset({ nodes: nodes('a', 'b', 'c') });
    const after = await live();
    const same = (name: string) => after.get(name)?.metadata.uid === before.get(name)?.metadata.uid;
    expect(['a', 'b', 'c'].filter(same)).toEqual(['a', 'b', 'c']);
    expect(after.get('b')?.metadata.labels).toEqual(before.get('b')?.metadata.labels);
    expect(after.get('b')?.spec?.taints ?? []).toEqual([]);
    expect(after.get('b')?.spec?.unschedulable ?? false).toBe(false);

    await plane.provider.reset({ nodes: [...nodes('a', 'b'), { name: 'c', capacity: { cpu: '1' } }] });
    const anew = await live();
    expect(anew.get('c')?.metadata.uid).not.toBe(before.get('c')?.metadata.uid);
    expect(anew.get('c')?.status?.capacity).toMatchObject({ cpu: '1' });
    expect(anew.get('a')?.metadata.uid).toBe(before.get('a')?.metadata.uid);
  });

  it('does not wait for the control plane to stop reporting events', async () => {
    const body = (name: string) => ({
      metadata: { name },
      involvedObject: { kind: 'Node', name: 'a' },
      reason: 'Noise',
    });
    let reported = 0;
    let done = false;
    const report = async () => {
      while (!done) {
        reported += 1;
        await plane.api.request('POST', '/api/v1/namespaces/default/events', { body: body(`noise-${reported}`) });
      }
    };
    const reporting = report();
    await plane.kubectl('create configmap left-behind --from-literal a=b');
    await plane.provider.reset(topology).finally(() => {
      done = true;
    });
    await reporting;
    expect(reported).toBeGreaterThan(20);
    expect((await plane.tryKubectl('get configmap left-behind')).exitCode).toBe(1);
  });

  it('starts a component that a lab has stopped', async () => {
    await plane.provider.component('stop', 'kube-scheduler');
    await plane.provider.reset({ nodes: nodes('a') });
    expect((await plane.provider.status()).detail).not.toContain('without');
  });
});

describe('node', () => {
  const nodeNamed = async (name: string) =>
    (await plane.api.list<Node>('/api/v1/nodes')).items.find(({ metadata }) => metadata.name === name);
  const on = async (verb: NodeVerb, ...args: string[]) => (await plane.provider.node(verb, 'b', args)).stdout;

  it('adds a node that is Ready and untainted when the verb ends, and removes it', async () => {
    await plane.provider.reset({ nodes: nodes('a') });
    expect(await on('add', '--label', 'disk=ssd', '--taint', 'gpu=true:NoSchedule', '--cpu', '2')).toBe(
      'node/b added\n',
    );
    const added = await nodeNamed('b');
    expect(added?.metadata.labels).toMatchObject({
      disk: 'ssd',
      'kubernetes.io/hostname': 'b',
      'kubernetes.io/os': 'linux',
    });
    expect(added?.spec?.taints).toEqual([{ key: 'gpu', value: 'true', effect: 'NoSchedule' }]);
    expect(added?.status).toMatchObject({ allocatable: { cpu: '2' } });
    expect(added?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
    expect(await on('label', 'disk=hdd', '--overwrite')).toContain('labeled');
    expect(await on('taint', 'gpu-')).toContain('untainted');
    expect(await on('cordon')).toContain('cordoned');
    expect(await on('uncordon')).toContain('uncordoned');
    expect(await on('drain', '--ignore-daemonsets')).toContain('drained');
    expect(await on('remove')).toBe('node/b removed\n');
    expect(await nodeNamed('b')).toBeUndefined();
  });

  it.each<[NodeVerb, string[], string]>([
    ['exec', ['ls'], 'not possible on kwok'],
    ['logs', [], 'no kubelet'],
    ['pause', [], 'not possible on kwok'],
    ['static-pod', [], 'not possible on kwok'],
    ['load-image', [], 'not possible on kwok'],
    ['remove', [], 'Expected a node named b'],
    ['label', ['x=y'], 'not found'],
    ['taint', ['nonsense'], 'taint'],
    ['add', ['--taint', 'nonsense'], 'Expected a taint'],
    ['add', ['--colour', 'red'], '--colour'],
    ['add', ['--label', 'not a label=x'], 'Could not add node b'],
  ])('refuses %s %j as a usage error, with the reason', async (verb, args, text) => {
    await expect(on(verb, ...args)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(text) as string,
    });
  });
});
