import { describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import type { Leftover } from '../reset/ground.ts';
import { endPods, systemOf } from './ground.ts';
import { essence, type Snapshot } from './snapshot.ts';

const snapshot: Snapshot = {
  namespaces: {},
  objects: [
    'apps/daemonsets kube-system/kube-proxy',
    'apps/deployments kube-system/coredns',
    '/services kube-system/kube-dns',
    'rbac.authorization.k8s.io/clusterroles /kubeadm:get-nodes',
  ],
  kept: [],
  nodes: {},
};
const isSystem = systemOf(snapshot);
const owned = (kind: string, name: string, by: string, namespace = 'kube-system') => ({
  name: by,
  namespace,
  ownerReferences: [{ apiVersion: 'v1', kind, name, uid: 'u', controller: true }],
});
const pods = { group: '', name: 'pods' };

describe('systemOf', () => {
  it('knows what was there, and what belongs to it', () => {
    expect(isSystem({ group: 'apps', name: 'daemonsets' }, { name: 'kube-proxy', namespace: 'kube-system' })).toBe(
      true,
    );
    expect(isSystem(pods, owned('DaemonSet', 'kube-proxy', 'kube-proxy-x'))).toBe(true);
    expect(isSystem({ group: 'apps', name: 'replicasets' }, owned('Deployment', 'coredns', 'coredns-1'))).toBe(true);
    expect(isSystem(pods, owned('ReplicaSet', 'coredns-1a2b', 'coredns-1a2b-x'))).toBe(true);
    expect(isSystem({ group: '', name: 'endpointslices' }, owned('Service', 'kube-dns', 'kube-dns-x'))).toBe(true);
    expect(isSystem({ group: 'rbac.authorization.k8s.io', name: 'clusterroles' }, { name: 'kubeadm:get-nodes' })).toBe(
      true,
    );
  });

  it.each([
    [
      'a DaemonSet that a lab put beside',
      { group: 'apps', name: 'daemonsets' },
      { name: 'agent', namespace: 'kube-system' },
    ],
    ['its pod', pods, owned('DaemonSet', 'agent', 'agent-x')],
    ['a pod that only bears the name', pods, { name: 'kube-proxy-x', namespace: 'kube-system' }],
    ['a pod of a namesake in another namespace', pods, owned('DaemonSet', 'kube-proxy', 'kube-proxy-x', 'lab')],
    ['a pod of a ReplicaSet with a longer name', pods, owned('ReplicaSet', 'coredns-mine-1a2b', 'x')],
    ['a Service of a lab', { group: '', name: 'services' }, { name: 'web', namespace: 'kube-system' }],
  ])('does not take %s for the system’s', (_, resource, metadata) => {
    expect(isSystem(resource, metadata)).toBe(false);
  });
});

describe('the pods that a kubelet shows of its static pods', () => {
  const mirror = (name: string) => ({
    ...owned('Node', 'cp-1', name),
    annotations: { 'kubernetes.io/config.mirror': 'x' },
  });

  it('belong to the system where they are the control plane, by whatever name its node goes', () => {
    expect(isSystem(pods, mirror('kube-apiserver-cp-1'))).toBe(true);
    expect(isSystem(pods, mirror('etcd-cp-1'))).toBe(true);
  });

  it('do not where a lab made them', () => {
    expect(isSystem(pods, mirror('web-cp-1'))).toBe(false);
    expect(isSystem(pods, mirror('etcd-mine-cp-1'))).toBe(false);
    expect(isSystem(pods, owned('Node', 'cp-1', 'etcd-cp-1'))).toBe(false);
  });
});

describe('endPods', () => {
  const pod = (uid: string, nodeName: string | undefined, finalizers?: string[]) => ({
    metadata: { uid, name: uid, ...(finalizers && { finalizers }) },
    spec: { ...(nodeName && { nodeName }) },
  });
  /** Kubelets end their pods at the second look; what is asked is written down. */
  function apiWith(...pods: ReturnType<typeof pod>[]) {
    const asked: string[] = [];
    let looks = 0;
    const api = {
      list: async () => {
        looks += 1;
        return { items: looks > 2 ? [] : pods };
      },
      request: async (method: string, path: string, { query }: { query?: { gracePeriodSeconds: string } }) => {
        asked.push(`${method} ${path} ${query?.gracePeriodSeconds ?? ''}`.trim());
      },
    } as unknown as Api;
    const leftovers = pods.map(({ metadata }) => ({ path: metadata.uid, object: { metadata } }) as unknown as Leftover);
    return { asked, end: () => endPods(api, leftovers, new Set(['worker-1'])), looks: () => looks };
  }

  it('lets kubelets end their pods, and waits for it', async () => {
    const { asked, end, looks } = apiWith(pod('a', 'worker-1'), pod('not-bound-yet', undefined));
    await end();
    expect(asked).toEqual(['DELETE a 1', 'DELETE not-bound-yet 1']);
    expect(looks()).toBe(3);
  });

  it('waits for nobody on a node whose machine is gone', async () => {
    const { asked, end, looks } = apiWith(pod('a', 'worker-4'));
    await end();
    expect(asked).toEqual(['DELETE a 0']);
    expect(looks()).toBe(2);
  });

  it('takes the finalizers of a pod that something else holds', async () => {
    const { asked, end } = apiWith(pod('a', 'worker-1', ['example.com/held']));
    await end();
    expect(asked).toEqual(['PATCH a', 'DELETE a 0']);
  });
});

describe('essence', () => {
  it('is the same after the API server and the controllers have written their part', () => {
    const object = { metadata: { name: 'kube-proxy', namespace: 'kube-system' }, spec: { a: 1 } };
    const live = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: 'u',
        resourceVersion: '7',
        generation: 3,
        annotations: { 'deprecated.daemonset.template.generation': '3' },
      },
      status: { numberReady: 1 },
    };
    expect(essence(live)).toEqual(essence(object));
  });

  it('differs where somebody changed the object', () => {
    const object = { metadata: { name: 'a' }, spec: { a: 1 } };
    for (const changed of [
      { ...object, spec: { a: 2 } },
      { ...object, metadata: { name: 'a', labels: { b: 'c' } } },
      { ...object, metadata: { name: 'a', annotations: { b: 'c' } } },
    ])
      expect(essence(changed)).not.toEqual(essence(object));
  });
});
