import { describe, expect, it } from 'vitest';
import type { Resource } from '../discovery.ts';
import { isSystem, systemNamespaces } from '../reset/system-objects.ts';
import { etcdKeys, kindsInUse } from './etcd-keys.ts';

const ground = { namespaces: systemNamespaces, isSystem };
const resource = (name: string, { group = '', namespaced = true } = {}): Resource => ({
  group,
  name,
  namespaced,
  path: '',
  objectPath: () => '',
});
const resources = [
  resource('configmaps'),
  resource('services'),
  resource('endpoints'),
  resource('daemonsets', { group: 'apps' }),
  resource('ingresses', { group: 'networking.k8s.io' }),
  resource('clusterroles', { group: 'rbac.authorization.k8s.io', namespaced: false }),
  resource('customresourcedefinitions', { group: 'apiextensions.k8s.io', namespaced: false }),
  resource('things', { group: 'example.com' }),
];
const fresh = [
  'minions/worker-1',
  'namespaces/default',
  'ranges/servicenodeports',
  'masterleases/192.0.2.2',
  'flowschemas/exempt',
  'clusterroles/admin',
  'clusterroles/system:node',
  'configmaps/kube-system/kube-root-ca.crt',
  'services/specs/default/kubernetes',
  'services/endpoints/default/kubernetes',
];
const inUse = (...keys: string[]) => kindsInUse([...fresh, ...keys], resources, ground)?.map(({ name }) => name);

describe('kindsInUse', () => {
  it('finds none on a fresh control plane', () => {
    expect(inUse()).toEqual([]);
  });

  it.each([
    ['daemonsets/kube-system/agent', 'daemonsets'],
    ['clusterroles/mine', 'clusterroles'],
    ['services/specs/default/web', 'services'],
    ['services/endpoints/default/web', 'endpoints'],
    ['ingress/default/web', 'ingresses'],
    ['apiextensions.k8s.io/customresourcedefinitions/things.example.com', 'customresourcedefinitions'],
    ['example.com/things/default/one', 'things'],
    // What every namespace is given is left behind by one that is gone.
    ['configmaps/gone/kube-root-ca.crt', 'configmaps'],
  ])('reads from %s that there are %s', (key, kind) => {
    expect(inUse(key)).toEqual([kind]);
  });

  it.each(['unheard-of/default/one', 'example.com/others/default/one'])(
    'says nothing where it does not know %s',
    (key) => {
      expect(inUse(key)).toBeUndefined();
    },
  );

  it('says nothing where etcd could not be asked', async () => {
    expect(await etcdKeys(undefined)).toBeUndefined();
    // Nobody listens on the port of TCP's multiplexer.
    expect(await etcdKeys(1)).toBeUndefined();
    expect(kindsInUse(undefined, resources, ground)).toBeUndefined();
  });
});
