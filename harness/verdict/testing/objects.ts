import type { DaemonSet, Node, Pod, PodSpec, Taint } from '../../placement/types.ts';
import { Judge, type Judgement, type Task } from '../judge.ts';
import type { ControllerRevision, Observation } from '../observation.ts';

/** A node at rest: Ready, without taints of its own. */
export function node(
  name: string,
  {
    labels = {},
    taints = [],
    ready = 'True',
    conditions = [],
  }: {
    labels?: Record<string, string>;
    taints?: string[];
    ready?: string | undefined;
    conditions?: { type: string; status: string }[];
  } = {},
): Node {
  return {
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec: { taints: taints.map(taint) },
    status: { conditions: [{ type: 'Ready', status: ready }, ...conditions] },
  };
}

function taint(text: string): Taint {
  const [pair = '', effect = ''] = text.split(':');
  const [key = '', value] = pair.split('=');
  return { key, effect, ...(value !== undefined && { value }) };
}

/** A node that has stopped: not Ready, and tainted for it by the control plane. */
export function deadNode(name: string): Node {
  return node(name, {
    ready: 'Unknown',
    taints: ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
  });
}

export interface DaemonSetShape {
  spec?: Partial<PodSpec>;
  generation?: number;
  observed?: number;
  strategy?: NonNullable<DaemonSet['spec']['updateStrategy']>;
  image?: string;
  status?: DaemonSet['status'];
  deleted?: boolean;
}

/** A DaemonSet that its controller has looked at. */
export function daemonSet({
  spec = {},
  generation = 1,
  observed = generation,
  strategy,
  image = 'agent:1',
  status,
  deleted,
}: DaemonSetShape = {}): DaemonSet {
  return {
    metadata: {
      name: 'agent',
      namespace: 'lab',
      uid: 'ds-uid',
      generation,
      resourceVersion: '7',
      annotations: { 'deprecated.daemonset.template.generation': String(generation) },
      ...(deleted && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      ...(strategy && { updateStrategy: strategy }),
      template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'c', image }], ...spec } },
    },
    status: { observedGeneration: observed, ...status },
  };
}

/** The revision that the controller makes of the template. */
export function revisionOf(owner: DaemonSet, hash = 'new', revision = 1): ControllerRevision {
  return {
    metadata: {
      name: `agent-${hash}`,
      uid: `rev-${hash}`,
      labels: { 'controller-revision-hash': hash },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: owner.metadata.uid ?? '', controller: true },
      ],
    },
    data: { spec: { template: { ...structuredClone(owner.spec.template), $patch: 'replace' } as object } },
    revision,
  };
}

export interface PodShape {
  name?: string;
  ready?: boolean;
  phase?: string;
  hash?: string;
  terminating?: boolean;
  /** Bound by the scheduler; else only the affinity names the node. */
  bound?: boolean;
  templateGeneration?: number;
  scheduler?: string;
}

/** A pod of the DaemonSet for a node: Running and Ready, of the present revision. */
export function pod(
  nodeName: string,
  {
    name = `agent-${nodeName}`,
    ready = true,
    phase = 'Running',
    hash = 'new',
    terminating,
    bound = true,
    templateGeneration = 1,
    scheduler,
  }: PodShape = {},
): Pod {
  return {
    metadata: {
      name,
      uid: name,
      labels: { app: 'agent', 'controller-revision-hash': hash, 'pod-template-generation': String(templateGeneration) },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'ds-uid', controller: true }],
      ...(terminating && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    },
    spec: {
      ...(bound && { nodeName }),
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] }],
          },
        },
      },
    },
    status: {
      phase,
      conditions: [
        { type: 'Ready', status: ready ? 'True' : 'False' },
        ...(scheduler ? [{ type: 'PodScheduled', status: 'False', message: scheduler }] : []),
      ],
    },
  };
}

export interface Scene extends Partial<Omit<Observation, 'podsByNode'>> {
  pods?: Record<string, Pod[]>;
}

/** An observation; without more said, the DaemonSet is `daemonSet()` with its revision. */
export function observe({ nodes = [], pods = {}, ...rest }: Scene): Observation {
  const own = 'daemonSet' in rest ? rest.daemonSet : daemonSet();
  return {
    daemonSet: own,
    nodes,
    podsByNode: new Map(Object.entries(pods)),
    revisions: 'revisions' in rest ? rest.revisions : own ? [revisionOf(own)] : [],
  };
}

export function judge(task: Partial<Task>, scene: Scene): Judgement {
  return new Judge({ daemonSet: 'lab/agent', intended: { kind: 'all' }, ...task }).judge(observe(scene));
}

/** The verdict in one line: status, code, whether it is final, and each failing node with its code. */
export function outcome(task: Partial<Task>, scene: Scene): string {
  const { verdict, final } = judge(task, scene);
  const wrong = verdict.nodes
    .filter(({ status }) => status !== 'pass')
    .map(({ node: name, code }) => `${name}=${code}`);
  return [verdict.status, verdict.code, final ? 'final' : 'waits', ...wrong].join(' ');
}
