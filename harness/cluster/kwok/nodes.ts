import { isDeepStrictEqual } from 'node:util';
import type { Node } from '../../placement/types.ts';
import type { TopologyNode } from '../provider.ts';
import { managedBy } from './config.ts';

export const nodesPath = '/api/v1/nodes';

/** Annotation that marks a node whose heartbeat `node stop` has ended. */
export const stopped = { key: 'one-per-node.dev/stopped', value: 'true' } as const;

/** An address that such a node has beside its own, for the stages of its pods to see; packets to it go nowhere (RFC 6666). */
export const nowhere = { type: 'InternalIP', address: '100::1' } as const;

const defaultCapacity = { cpu: '4', memory: '8Gi', pods: '110' };

/** The Node object that a simulated node is created from; kwok fills in the rest of its status. */
export function toNode({ name, labels = {}, taints = [], unschedulable, capacity }: TopologyNode): Node {
  const resources = { ...defaultCapacity, ...capacity };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        // kwok adds none of these, and a real kubelet always does; `kubernetes.io/os: linux` must match here too.
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
      annotations: { [managedBy.key]: managedBy.value },
    },
    spec: { ...(taints.length > 0 && { taints }), ...(unschedulable && { unschedulable }) },
    status: { capacity: resources, allocatable: resources },
  };
}

/** Whether a live node can be made what is wanted by a change, or has to be made anew: kwok sets a node's status once. */
export function isChangeable(live: Node, wanted: Node): boolean {
  return (
    live.metadata.annotations?.[managedBy.key] === managedBy.value &&
    live.metadata.annotations[stopped.key] === undefined &&
    isDeepStrictEqual(live.status?.capacity, wanted.status?.capacity) &&
    isDeepStrictEqual(live.status?.allocatable, wanted.status?.allocatable) &&
    !live.metadata.deletionTimestamp
  );
}
