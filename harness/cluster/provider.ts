import type { Capability } from '../lab/schema.ts';
import type { Taint } from '../placement/types.ts';

export interface TopologyNode {
  name: string;
  labels?: Record<string, string>;
  taints?: Taint[];
  unschedulable?: boolean;
  /** cpu, memory, pods and the like, as Kubernetes quantities. */
  capacity?: Record<string, string>;
}

/** The nodes that a lab needs. */
export interface Topology {
  nodes: TopologyNode[];
}

export const components = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const;
export type Component = (typeof components)[number];

export const nodeVerbs = [
  'add',
  'remove',
  'label',
  'taint',
  'cordon',
  'uncordon',
  'drain',
  'stop',
  'start',
  'pause',
  'unpause',
  'exec',
  'logs',
  'static-pod',
  'load-image',
] as const;
export type NodeVerb = (typeof nodeVerbs)[number];

export interface ClusterStatus {
  name: string;
  provider: string;
  state: 'absent' | 'incomplete' | 'stopped' | 'running';
  detail: string;
}

/** Where clusters come from; each method may throw ClusterError (exit code 3) and nothing else by design. */
export interface Provider {
  readonly name: 'kwok' | 'kind' | 'kubeconfig';
  readonly capabilities: ReadonlySet<Capability>;
  /** Brings the cluster up, or takes the one that already runs; resolves when it can judge. */
  up(): Promise<void>;
  /** Ends the cluster and everything it left; a cluster that does not exist is no error. */
  down(): Promise<void>;
  status(): Promise<ClusterStatus>;
  /** Path of a kubeconfig for this cluster alone; the user's own is never written. */
  kubeconfig(): string;
  /** Makes the cluster hold these nodes and nothing that anybody else left on it. */
  reset(topology: Topology): Promise<void>;
  /** Does something to one node; gives what is to be printed. */
  node(verb: NodeVerb, node: string, args: readonly string[]): Promise<string>;
  component(action: 'stop' | 'start', component: Component): Promise<void>;
}
