import type { DaemonSet, Node, PodSpec, Taint } from '../../harness/placement/types.ts';

/** What a round varies of a node. */
export interface NodeDraft {
  name: string;
  labels: Record<string, string>;
  taints: Taint[];
  unschedulable: boolean;
}

/** What a round varies of a DaemonSet. */
export interface DaemonSetDraft {
  name: string;
  template: PodSpec;
  updateStrategy?: DaemonSet['spec']['updateStrategy'];
  /** Its pods are bound and run; those of the others stay Pending, which is all the same to the DaemonSet controller and cheaper. */
  scheduled?: boolean;
}

/** Nodes and DaemonSets of which every pair is observed. */
export interface Round {
  nodes: readonly NodeDraft[];
  daemonSets: readonly DaemonSetDraft[];
}

export interface Pair {
  node: NodeDraft;
  daemonSet: DaemonSetDraft;
}

/** No pod names this scheduler but ours, and nobody answers to it. */
const noScheduler = 'nobody';

/** A template of which the controller places a pod on every node, and leaves it there. */
export const everywhere: PodSpec = { tolerations: [{ operator: 'Exists' }] };

export function toNode({ name, labels, taints, unschedulable }: NodeDraft): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { taints, ...(unschedulable && { unschedulable }) },
  };
}

export function toDaemonSet(draft: DaemonSetDraft, template: PodSpec = draft.template): DaemonSet {
  const { name, updateStrategy, scheduled } = draft;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      ...(updateStrategy && { updateStrategy }),
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 0,
          ...(!scheduled && { schedulerName: noScheduler }),
          ...template,
          containers: containersOf(template),
        },
      },
    },
  };
}

function containersOf({ containers }: PodSpec): object[] {
  const given = Array.isArray(containers) ? (containers as object[]) : [{}];
  return given.map((container) => ({ name: 'agent', image: 'registry.k8s.io/pause:3.10.2', ...container }));
}

/** The same DaemonSet where the node that it may name has another name. */
export function renamed(daemonSet: DaemonSetDraft, from: string, to: string): DaemonSetDraft {
  const { template } = daemonSet;
  const node = template.nodeName === from ? { nodeName: to } : {};
  const affinity = template.affinity && {
    affinity: JSON.parse(JSON.stringify(template.affinity), (key, value: unknown) =>
      key === 'matchFields' && Array.isArray(value) ? value.map((field) => renamedField(field, from, to)) : value,
    ) as PodSpec['affinity'],
  };
  return { ...daemonSet, template: { ...template, ...node, ...affinity } };
}

function renamedField<Field extends { values?: string[] }>(field: Field, from: string, to: string): Field {
  return field.values ? { ...field, values: field.values.map((value) => (value === from ? to : value)) } : field;
}
