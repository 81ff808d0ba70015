import { type Api, isNotFound, type KubeObject } from '../../cluster/api.ts';
import type { Node, Pod } from '../../placement/types.ts';
import { compileIntended, type Intended } from '../../verdict/intended.ts';
import type { Identity } from '../../verdict/reach-answer.ts';

export interface Service extends KubeObject {
  spec?: { clusterIP?: string; ports?: { port: number; nodePort?: number }[] };
}

/** What the API server shows of nodes, pods and Services, as far as it matters for reaching them. */
export interface Scene {
  nodes: readonly Node[];
  /** Of the namespace. */
  pods: readonly Pod[];
  namespace: string;
  /** A Service of the namespace, or of another; undefined when there is none. */
  service(name: string, namespace?: string): Promise<Service | undefined>;
}

/** Takes down what is there now. */
export async function readScene(api: Api, namespace: string): Promise<Scene> {
  const [nodes, pods] = await Promise.all([
    api.list<Node>('/api/v1/nodes'),
    api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`),
  ]);
  return {
    nodes: nodes.items,
    pods: pods.items,
    namespace,
    service: async (name, from = namespace) => {
      try {
        return await api.get<Service>(`/api/v1/namespaces/${from}/services/${name}`);
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    },
  };
}

/** The chosen nodes that there are. */
export function chosenNodes({ nodes }: Scene, chosen: Intended): Node[] {
  const isChosen = compileIntended(chosen);
  return nodes.filter((node) => isChosen?.(node) ?? true);
}

export const nameOf = ({ metadata }: { metadata: { name?: string } }) => metadata.name ?? '';

interface NodeAddress {
  type: string;
  address: string;
}

const addressesOf = ({ status }: Node) => (status?.addresses ?? []) as NodeAddress[];

/** The first InternalIP of a node. */
export function internalIp(node: Node): string | undefined {
  return addressesOf(node).find(({ type }) => type === 'InternalIP')?.address;
}

/** Port of a node's kubelet, which answers as long as the node is there. */
export function kubeletPort({ status }: Node): number {
  const endpoints = status?.daemonEndpoints as { kubeletEndpoint?: { Port?: number } } | undefined;
  return endpoints?.kubeletEndpoint?.Port ?? 10_250;
}

/** The IP of a pod that has not ended, such as one that is Pending has none. */
export function podIp({ status }: Pod): string | undefined {
  return hasEnded(status?.phase) ? undefined : (status?.podIP as string | undefined);
}

const hasEnded = (phase: string | undefined) => phase === 'Failed' || phase === 'Succeeded';

/** Everything by which an answer may name a node or a pod; pods of others than `of` (Kind/name) are foreign. */
export function identities({ nodes, pods }: Scene, of?: string): Map<string, Identity> {
  const who = new Map<string, Identity>();
  for (const pod of pods) {
    const node = pod.spec.nodeName;
    if (node === undefined || hasEnded(pod.status?.phase)) continue;
    const identity = { node, pod: nameOf(pod), ...(of !== undefined && !isOf(pod, of) && { foreign: true }) };
    for (const name of [nameOf(pod), pod.spec.hostname, podIp(pod)])
      if (typeof name === 'string') who.set(name, identity);
  }
  // Nodes last: a pod in the host's network has the node's address, and no pod may take a node's name.
  for (const node of nodes)
    for (const name of [nameOf(node), ...addressesOf(node).map(({ address }) => address)])
      who.set(name, { node: nameOf(node) });
  return who;
}

/** Whether a pod belongs to an owner, given as Kind/name; a Deployment's by the name of its ReplicaSet. */
function isOf({ metadata }: Pod, owner: string): boolean {
  const controller = metadata.ownerReferences?.find((reference) => reference.controller);
  if (controller === undefined) return owner === `Pod/${metadata.name}`;
  const hash = metadata.labels?.['pod-template-hash'];
  const deployment = controller.kind === 'ReplicaSet' && hash ? controller.name.replace(`-${hash}`, '') : undefined;
  return owner === `${controller.kind}/${controller.name}` || owner === `Deployment/${deployment}`;
}
