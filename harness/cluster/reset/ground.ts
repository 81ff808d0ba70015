import type { Node, ObjectMeta } from '../../placement/types.ts';
import type { Api, KubeObject } from '../api.ts';
import type { Resource } from '../discovery.ts';
import type { Topology } from '../provider.ts';

/** An object that no fresh control plane has. */
export interface Leftover {
  resource: Resource;
  path: string;
  object: KubeObject;
}

/** Labels and annotations that a namespace of the system has of old. */
export interface NamespaceMarks {
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/** What a reset leaves standing, and how a provider's pods and nodes are handled by it. */
export interface Ground {
  /** The namespaces of the system; every other one goes. */
  readonly namespaces: ReadonlyMap<string, NamespaceMarks>;
  /** Whether an object was there before any lab. */
  readonly isSystem: (resource: Pick<Resource, 'name' | 'group'>, metadata: ObjectMeta) => boolean;
  /** The kinds of which there may be leftovers; undefined, or left out, where nobody can tell without listing them all. */
  inUse?(resources: readonly Resource[]): Promise<readonly Resource[] | undefined>;
  /** Ends pods and waits until they are gone, where a container has to stop first; without it they are deleted at once. */
  endPods?(api: Api, pods: readonly Leftover[]): Promise<void>;
  /** Makes what a lab changed of the system's objects what it was. */
  restore?(api: Api): Promise<void>;
  /** Makes the nodes those of the topology; `live` are the nodes that there were before anything was changed. */
  resetNodes(api: Api, topology: Topology, live: readonly Node[]): Promise<void>;
}
