import type { ObjectMeta } from '../../placement/types.ts';
import type { Resource } from '../discovery.ts';
import type { NamespaceMarks } from './ground.ts';

const bare: NamespaceMarks = { labels: {}, annotations: {} };

/** The namespaces of every control plane. */
export const systemNamespaces: ReadonlyMap<string, NamespaceMarks> = new Map(
  ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => [name, bare]),
);

const byName: Readonly<Record<string, ReadonlySet<string>>> = {
  configmaps: new Set([
    'kube-root-ca.crt',
    'extension-apiserver-authentication',
    'kube-apiserver-legacy-service-account-token-tracking',
    'cluster-info',
  ]),
  serviceaccounts: new Set(['default']),
  services: new Set(['kubernetes']),
  endpoints: new Set(['kubernetes']),
  endpointslices: new Set(['kubernetes']),
  servicecidrs: new Set(['kubernetes']),
  clusterroles: new Set(['admin', 'cluster-admin', 'edit', 'view']),
  clusterrolebindings: new Set(['cluster-admin']),
  roles: new Set(['extension-apiserver-authentication-reader']),
};

/** Kinds that the control plane keeps for itself; deleting them would only make it write them again. */
const neverTouched: ReadonlySet<string> = new Set([
  'nodes',
  'namespaces',
  'componentstatuses',
  'flowschemas',
  'prioritylevelconfigurations',
  'ipaddresses',
  'csinodes',
  'storageversions',
  'leasecandidates',
]);

/** Whether an object is there on a fresh control plane, and so must survive a reset. */
export function isSystem({ name }: Pick<Resource, 'name'>, metadata: ObjectMeta): boolean {
  const objectName = metadata.name ?? '';
  if (byName[name]?.has(objectName)) return true;
  if (metadata.labels?.['kubernetes.io/bootstrapping'] !== undefined) return true;
  if (metadata.labels?.['kube-aggregator.kubernetes.io/automanaged'] !== undefined) return true;
  if (name === 'leases')
    return (
      metadata.namespace === 'kube-node-lease' ||
      (metadata.namespace === 'kube-system' && /^(kube-|apiserver-)/.test(objectName))
    );
  if (name === 'priorityclasses') return objectName.startsWith('system-');
  return objectName.startsWith('system:');
}

/** Whether a reset looks at a kind at all; events.k8s.io has the events of the core group once more. */
export function isResettable({ name, group }: Pick<Resource, 'name' | 'group'>): boolean {
  return !neverTouched.has(name) && group !== 'events.k8s.io';
}
