import type { TopologyNode } from '../../cluster/provider.ts';
import type { ControlPlane } from '../../cluster/testing/control-plane.ts';

type Spec = Record<string, unknown>;
const labels = { app: 'agent' };
const container = { name: 'agent', image: 'registry.k8s.io/pause:3.10.2' };
const tolerated = {
  tolerations: [
    { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' },
    { key: 'gpu', operator: 'Exists' },
  ],
};

export const topology: TopologyNode[] = [
  {
    name: 'cp',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
  { name: 'gpu', labels: { accelerator: 'gpu' }, taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] },
  { name: 'worker-1' },
  { name: 'worker-2', capacity: { cpu: '1' } },
];

export function agent(spec: Spec = {}, { kind = 'DaemonSet', name = 'agent', top = {} as Spec } = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      ...top,
      template: { metadata: { labels }, spec: { containers: [container], ...spec } },
    },
  };
}

/** The right answer. */
export const right = agent(tolerated);
const tolerating = (spec: Spec) => agent({ ...tolerated, ...spec });
const affinity = (matchExpressions: object[]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  },
});

export interface WrongAnswer {
  title: string;
  /** What is applied, in order. */
  apply: object[];
  /** What is done after that. */
  after?: (plane: ControlPlane, namespace: string) => Promise<unknown>;
  code: string;
  /** The nodes that are named, and a part of what is said of the first. */
  nodes: string[];
  why: string;
  /** Changes nodes, so nothing else runs beside it. */
  alone?: boolean;
}

const all = ['cp', 'gpu', 'worker-1', 'worker-2'];
const in_ = (plane: ControlPlane, namespace: string) => (args: string, manifest?: object) =>
  plane.kubectl(`-n ${namespace} ${args}`, manifest);
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'two' }, spec: { hard: { pods: '2' } } };
const barePods = all.map((nodeName) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `agent-${nodeName}`, labels },
  spec: { nodeName, containers: [container] },
}));
const squatter = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'squatter' },
  spec: { nodeName: 'worker-1', containers: [{ ...container, ports: [{ containerPort: 80, hostPort: 9100 }] }] },
};

/** Twenty wrong answers to "one agent on every node, control plane and GPU node included". */
export const wrongAnswers: WrongAnswer[] = [
  {
    title: 'no toleration',
    apply: [agent()],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp', 'gpu'],
    why: 'node-role.kubernetes.io/control-plane:NoSchedule',
  },
  {
    title: 'control plane tolerated, GPU forgotten',
    apply: [agent({ tolerations: [tolerated.tolerations[0]] })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['gpu'],
    why: 'gpu=true:NoSchedule',
  },
  {
    title: 'the retired key master',
    apply: [
      agent({ tolerations: [{ key: 'node-role.kubernetes.io/master', operator: 'Exists' }, tolerated.tolerations[1]] }),
    ],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp'],
    why: 'control-plane',
  },
  {
    title: 'a toleration of another effect',
    apply: [agent({ tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp', 'gpu'],
    why: 'not tolerated',
  },
  {
    title: 'a toleration of another value',
    apply: [agent({ tolerations: [tolerated.tolerations[0], { key: 'gpu', operator: 'Equal', value: 'yes' }] })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['gpu'],
    why: 'gpu=true:NoSchedule',
  },
  {
    title: 'a nodeSelector that matches no node',
    apply: [tolerating({ nodeSelector: { 'kubernetes.io/os': 'Linux' } })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: all,
    why: 'kubernetes.io/os',
  },
  {
    title: 'pinned to one host name',
    apply: [tolerating({ nodeSelector: { 'kubernetes.io/hostname': 'cp' } })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['gpu', 'worker-1', 'worker-2'],
    why: 'hostname',
  },
  {
    title: 'pinned by nodeName',
    apply: [tolerating({ nodeName: 'worker-1' })],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp', 'gpu', 'worker-2'],
    why: 'worker-1',
  },
  {
    title: 'an affinity that excludes the control plane',
    apply: [tolerating(affinity([{ key: 'node-role.kubernetes.io/control-plane', operator: 'DoesNotExist' }]))],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp'],
    why: 'control-plane',
  },
  {
    title: 'an affinity that compares with no number',
    apply: [tolerating(affinity([{ key: 'cores', operator: 'Gt', values: ['abc'] }]))],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: all,
    why: 'affinity',
  },
  {
    title: 'more CPU than a node has',
    apply: [tolerating({ containers: [{ ...container, resources: { requests: { cpu: '2' } } }] })],
    code: 'POD_NOT_READY',
    nodes: ['worker-2'],
    why: 'Insufficient cpu',
  },
  {
    title: 'a host port that is taken',
    apply: [squatter, tolerating({ containers: [{ ...container, ports: [{ containerPort: 80, hostPort: 9100 }] }] })],
    code: 'POD_NOT_READY',
    nodes: ['worker-1'],
    why: "didn't have free ports",
  },
  {
    title: 'a scheduler that does not exist',
    apply: [tolerating({ schedulerName: 'nobody' })],
    code: 'POD_NOT_READY',
    nodes: all,
    why: 'No scheduler has looked at it',
  },
  { title: 'a quota that refuses two pods', apply: [quota, right], code: 'POD_MISSING', nodes: [], why: 'refused' },
  {
    title: 'a Deployment with as many replicas as nodes',
    apply: [agent(tolerated, { kind: 'Deployment', top: { replicas: 4 } })],
    code: 'DAEMONSET_NOT_FOUND',
    nodes: [],
    why: '',
  },
  { title: 'bare pods, one for each node', apply: barePods, code: 'DAEMONSET_NOT_FOUND', nodes: [], why: '' },
  {
    title: 'deleted, its pods orphaned',
    apply: [right],
    after: async (plane, ns) => {
      await in_(plane, ns)('rollout status ds/agent');
      await in_(plane, ns)('delete ds agent --cascade=orphan');
    },
    code: 'DAEMONSET_NOT_FOUND',
    nodes: [],
    why: '',
  },
  {
    title: 'another DaemonSet with the same labels covers the rest',
    apply: [agent(), { ...agent({ ...tolerated, nodeSelector: { accelerator: 'gpu' } }, { name: 'helper' }) }],
    code: 'INTENDED_NODE_NOT_ELIGIBLE',
    nodes: ['cp', 'gpu'],
    why: 'not tolerated',
  },
  {
    title: 'the taint removed instead of tolerated',
    apply: [agent({ tolerations: [tolerated.tolerations[0]] })],
    after: (plane) => plane.kubectl('taint node gpu gpu-'),
    code: 'TOPOLOGY_CHANGED',
    nodes: ['gpu'],
    why: 'taint gpu=true:NoSchedule is gone',
    alone: true,
  },
  {
    title: 'the node removed that makes trouble',
    apply: [agent({ tolerations: [tolerated.tolerations[0]] })],
    after: (plane) => plane.kubectl('delete node gpu'),
    code: 'TOPOLOGY_CHANGED',
    nodes: ['gpu'],
    why: 'the node is gone',
    alone: true,
  },
];
