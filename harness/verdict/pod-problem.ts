import { place } from '../placement/index.ts';
import type { Node, NodeSelector, Pod } from '../placement/types.ts';
import { isPodLive, isPodReady, whyNotReady } from './node-state.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import { hostPorts, podRequests, portsClash } from './requests.ts';

/** Why a daemon pod that exists, or should, does not run: the half of the story that placement does not tell. */
export const problemCodes = {
  NO_POD: 'The node is eligible, but the controller has made no pod for it yet.',
  CREATE_REFUSED: 'The API server refuses the pods of the DaemonSet: a quota, Pod Security or another admission rule.',
  POD_FAILED: 'The pod failed; the controller deletes it and tries again with back-off.',
  NO_ROOM: 'The node has too little of a resource left for what the pod requests.',
  HOST_PORT_TAKEN: 'Another pod on the node holds a host port that the pod needs.',
  VOLUME_NOT_AVAILABLE: 'A volume that the pod claims is not there, not bound, or cannot be used on the node.',
  NOT_SCHEDULED: 'No scheduler has bound the pod to the node.',
  IMAGE_NOT_PULLED: 'The image of a container cannot be pulled.',
  CONTAINER_CRASHES: 'A container ends again and again, or cannot be started.',
  NOT_READY: 'The pod runs, but is not Ready.',
  TERMINATING: 'The pod is being deleted.',
} as const satisfies Record<string, string>;
export type ProblemCode = keyof typeof problemCodes;

export interface PodProblem {
  code: ProblemCode;
  /** A whole sentence. */
  message: string;
}

/** A PersistentVolumeClaim, and where its volume can be used. */
export interface Claim {
  phase: string;
  volume?: { name: string; nodeAffinity: NodeSelector };
}

/** What could be seen beside the DaemonSet; undefined where we may not look. */
export interface Surroundings {
  node: Node;
  /** All pods on the node, of every namespace. */
  podsOnNode?: readonly Pod[] | undefined;
  claims?: ReadonlyMap<string, Claim> | undefined;
}

/** Why this pod does not run Ready on its node; undefined when it does. */
export function podProblem(pod: Pod, surroundings: Surroundings): PodProblem | undefined {
  const name = pod.metadata.name ?? 'The pod';
  if (pod.metadata.deletionTimestamp) return { code: 'TERMINATING', message: `${name} is being deleted.` };
  if (!isPodLive(pod))
    return {
      code: 'POD_FAILED',
      message: `${name} ended as ${pod.status?.phase}${pod.status?.reason ? ` (${pod.status.reason})` : ''}.`,
    };
  if (isPodReady(pod)) return undefined;
  return pod.spec.nodeName ? notReady(pod, name) : pending(pod, name, surroundings);
}

const imageReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
]);
const crashReasons = new Set([
  'CrashLoopBackOff',
  'RunContainerError',
  'CreateContainerError',
  'CreateContainerConfigError',
  'Error',
  'OOMKilled',
  'StartError',
]);

function notReady(pod: Pod, name: string): PodProblem {
  for (const { name: container, state } of pod.status?.containerStatuses ?? []) {
    const stuck = state?.waiting ?? state?.terminated;
    const detail = stuck?.message ? `: ${stuck.message}` : '';
    if (stuck?.reason && imageReasons.has(stuck.reason))
      return {
        code: 'IMAGE_NOT_PULLED',
        message: `${name}: the image of container ${container} cannot be pulled (${stuck.reason})${detail}.`,
      };
    if (stuck?.reason && crashReasons.has(stuck.reason))
      return {
        code: 'CONTAINER_CRASHES',
        message: `${name}: container ${container} does not stay up (${stuck.reason})${detail}.`,
      };
  }
  return { code: 'NOT_READY', message: `${name} is bound to the node, but not Ready: ${whyNotReady(pod)}.` };
}

function pending(pod: Pod, name: string, surroundings: Surroundings): PodProblem {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.reason === 'SchedulingGated')
    return { code: 'NOT_SCHEDULED', message: `${name} waits for its scheduling gates to be removed.` };
  const scheduler = pod.spec.schedulerName as string | undefined;
  if (scheduled === undefined) {
    const asked =
      scheduler && scheduler !== 'default-scheduler'
        ? `it asks for the scheduler ${scheduler}.`
        : 'is kube-scheduler running?';
    return { code: 'NOT_SCHEDULED', message: `${name} is Pending, and no scheduler has looked at it: ${asked}` };
  }
  const found = takenPort(pod, surroundings) ?? missingVolume(pod, surroundings) ?? missingRoom(pod, surroundings);
  if (found) return { ...found, message: `${name} is Pending: ${found.message}` };
  return {
    code: 'NOT_SCHEDULED',
    message: `${name} is Pending, and the scheduler says: ${scheduled.message ?? scheduled.reason ?? 'nothing'}`,
  };
}

function takenPort(pod: Pod, { node, podsOnNode }: Surroundings): PodProblem | undefined {
  for (const wanted of hostPorts(pod)) {
    const holder = podsOnNode?.find(
      (other) =>
        isPodLive(other) &&
        other.metadata.uid !== pod.metadata.uid &&
        hostPorts(other).some((port) => portsClash(wanted, port)),
    );
    if (!holder) continue;
    const { namespace, name } = holder.metadata;
    return {
      code: 'HOST_PORT_TAKEN',
      message: `host port ${wanted.port}/${wanted.protocol} of ${node.metadata.name} is taken by pod ${namespace}/${name}.`,
    };
  }
  return undefined;
}

function missingVolume(pod: Pod, { node, claims }: Surroundings): PodProblem | undefined {
  const volumes = (pod.spec.volumes as { persistentVolumeClaim?: { claimName: string } }[] | undefined) ?? [];
  for (const { persistentVolumeClaim } of volumes) {
    if (!persistentVolumeClaim || !claims) continue;
    const { claimName } = persistentVolumeClaim;
    const claim = claims.get(claimName);
    if (!claim)
      return { code: 'VOLUME_NOT_AVAILABLE', message: `its PersistentVolumeClaim ${claimName} does not exist.` };
    if (claim.phase !== 'Bound')
      return {
        code: 'VOLUME_NOT_AVAILABLE',
        message: `its PersistentVolumeClaim ${claimName} is ${claim.phase}, not Bound.`,
      };
    const elsewhere = claim.volume && placeVolume(claim.volume.nodeAffinity, node);
    if (elsewhere)
      return {
        code: 'VOLUME_NOT_AVAILABLE',
        message: `its volume ${claim.volume?.name} cannot be used on ${node.metadata.name}: ${elsewhere}.`,
      };
  }
  return undefined;
}

/** Why a volume cannot be used on a node; its node affinity follows the same rules as that of a pod. */
function placeVolume(required: NodeSelector, node: Node): string | undefined {
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  const spec = { affinity, tolerations: [{ operator: 'Exists' }] };
  const { shouldRun, reasons } = place({ metadata: {}, spec: { template: { spec } } }, node);
  return shouldRun ? undefined : reasons[0].message;
}

function missingRoom(pod: Pod, { node, podsOnNode }: Surroundings): PodProblem | undefined {
  if (!podsOnNode) return undefined;
  const used = new Map<string, number>();
  for (const other of podsOnNode) {
    if (!isPodLive(other) || other.metadata.uid === pod.metadata.uid || !other.spec.nodeName) continue;
    for (const [resource, amount] of podRequests(other)) used.set(resource, (used.get(resource) ?? 0) + amount);
  }
  const allocatable = (node.status?.allocatable as Record<string, string> | undefined) ?? {};
  for (const [resource, wanted] of podRequests(pod)) {
    const all = parseQuantity(allocatable[resource] ?? '0');
    const left = all - (used.get(resource) ?? 0);
    if (wanted <= left) continue;
    const format = (value: number) => formatQuantity(value, resource);
    return {
      code: 'NO_ROOM',
      message: `it requests ${format(wanted)} ${resource}, but ${node.metadata.name} has ${format(Math.max(left, 0))} of ${format(all)} left.`,
    };
  }
  return undefined;
}
