import type { DaemonSet, Node, ObjectMeta, Pod } from '../placement/types.ts';

export interface ControllerRevision {
  metadata: ObjectMeta;
  data?: { spec?: { template?: unknown } };
  revision?: number;
}

/** What the API server showed, all of it at or after the moment that the judgement is about. */
export interface Observation {
  /** Undefined when there is no DaemonSet of that name. */
  daemonSet: DaemonSet | undefined;
  nodes: readonly Node[];
  /** Pods whose controller is this very DaemonSet (by UID), by the node they run on or are bound for. */
  podsByNode: ReadonlyMap<string, readonly Pod[]>;
  /** Undefined when we may not list them. */
  revisions: readonly ControllerRevision[] | undefined;
}
