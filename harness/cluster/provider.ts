import type { Capability } from '../lab/schema.ts';
import type { Taint } from '../placement/types.ts';
import type { ProviderName } from '../providers.ts';

export { type ProviderName, providerNames } from '../providers.ts';

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
  /** Set where the lab never names its nodes, so that nodes of other names serve as well. */
  anyNames?: boolean;
  /** The images that the lab's right answer runs on them. */
  images?: readonly string[];
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

/** What doing something to a node printed, and the exit code of what ran there. */
export interface NodeOutput {
  stdout: string;
  stderr: string;
  exitCode: number;
}

export interface ClusterStatus {
  name: string;
  provider: ProviderName;
  state: 'absent' | 'incomplete' | 'stopped' | 'running';
  detail: string;
}

/** Where clusters come from; each method may throw ClusterError (exit code 3) and nothing else by design. */
export interface Provider {
  readonly name: ProviderName;
  readonly capabilities: ReadonlySet<Capability>;
  /** Why a lab cannot have this here, as a clause about the lab; undefined when it can. No cluster is started to find out. */
  fits(topology: Topology): Promise<string | undefined>;
  /** Brings the cluster up, or takes the one that already runs; resolves when it can judge. */
  up(): Promise<void>;
  /** Ends the cluster and everything it left; a cluster that does not exist is no error. */
  down(): Promise<void>;
  status(): Promise<ClusterStatus>;
  /** Path of a kubeconfig for this cluster alone; the user's own is never written. */
  kubeconfig(): string;
  /** Makes the cluster hold these nodes and nothing that anybody else left on it. */
  reset(topology: Topology): Promise<void>;
  /** Does something to one node; only `exec` passes on an exit code of its own. */
  node(verb: NodeVerb, node: string, args: readonly string[]): Promise<NodeOutput>;
  component(action: 'stop' | 'start', component: Component): Promise<void>;
  /** How many times slower than usual the machine is now, at least 1; what is waited for may take as many times as long. */
  pace?(): number;
}
