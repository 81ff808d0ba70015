import { type Api, ApiError } from '../../cluster/api.ts';
import { createDefaultServiceAccount } from '../../cluster/namespaces.ts';
import { ClusterError } from '../../errors.ts';
import type { Node, Pod } from '../../placement/types.ts';
import { isPodLive, isPodReady, whyNotReady } from '../../verdict/node-state.ts';

/** Namespace of the pods that ask; a reset removes it with whatever else a lab left. */
export const probeNamespace = 'one-per-node-probe';

const labels = { app: 'probe' };

/**
 * Sees to it that each node gets a pod to ask from. A DaemonSet of the course's own, so that a node that joins gets one and
 * a drain lets it be; its container does nothing, since the node's curl asks in its network.
 */
export async function ensureProbePods(api: Api): Promise<void> {
  const nodes = await api.list<Node>('/api/v1/nodes');
  const namespace = { metadata: { name: probeNamespace } };
  await unlessThere(() => api.request('POST', '/api/v1/namespaces', { body: namespace }));
  await createDefaultServiceAccount(api, probeNamespace);
  const body = probeDaemonSet(pauseImage(nodes.items));
  await unlessThere(() => api.request('POST', `/apis/apps/v1/namespaces/${probeNamespace}/daemonsets`, { body }));
}

/** The container to ask from on each of these nodes. Throws ClusterError while one of them is not there. */
export async function probeContainers(api: Api, nodes: readonly string[]): Promise<Map<string, string>> {
  const { items } = await api.list<Pod>(`/api/v1/namespaces/${probeNamespace}/pods`);
  return new Map(nodes.map((node) => [node, containerOn(items, node)]));
}

function containerOn(pods: readonly Pod[], node: string): string {
  const pod = pods.find((one) => one.spec.nodeName === node && isPodLive(one));
  const id = (pod?.status?.containerStatuses?.[0] as { containerID?: string } | undefined)?.containerID;
  if (pod && isPodReady(pod) && id) return id.replace(/^\w+:\/\//, '');
  const why = pod ? whyNotReady(pod) : 'the DaemonSet controller has not created it yet';
  throw new ClusterError('E_PROBE', `The pod that is to ask from ${node} is not Ready: ${why}.`, {
    next: `kubectl -n ${probeNamespace} describe pods`,
  });
}

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}

/** The sandbox image, which every node holds already, under the name that it has there. */
export function pauseImage(nodes: readonly Node[]): string {
  const images = nodes.flatMap(({ status }) => (status?.images ?? []) as { names?: string[] }[]);
  const names = images.flatMap((image) => image.names ?? []);
  return names.find((name) => /(^|\/)pause:[\w.-]+$/.test(name)) ?? 'registry.k8s.io/pause:3.10.1';
}

function probeDaemonSet(image: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'probe', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 0,
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: 'probe', image, imagePullPolicy: 'IfNotPresent' }],
        },
      },
    },
  };
}
