import { type PlacementCase, placementCases } from '../../harness/placement/cases.ts';
import type { PodSpec } from '../../harness/placement/types.ts';
import { type DaemonSetDraft, type NodeDraft, type Pair, type Round, renamed } from './subjects.ts';

/** Cases that no cluster can hold, with the field of which the API server complains. The model answers for them all the same. */
const refusedInList: Readonly<Record<string, string>> = {
  11: 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
  27: 'nodeSelectorTerms[0].matchExpressions[0].values[0]',
  30: 'nodeSelectorTerms[0].matchFields[0].values',
  31: 'nodeSelectorTerms[0].matchFields[0].key',
  64: 'tolerations[0].operator',
  '65d': 'tolerations[0].operator',
};

const gpu = { key: 'gpu', operator: 'Exists' };
const tolerating = (toleration: object): PodSpec => ({ tolerations: [toleration] });

interface RefusedCase {
  id: string;
  title: string;
  template: PodSpec;
  field: string;
}

/** What the API server refuses with 422. */
export const refusedCases: readonly RefusedCase[] = [
  ...placementCases.flatMap(({ id, title, daemonSet }) => {
    const field = refusedInList[id];
    return field === undefined ? [] : [{ id, title, template: daemonSet.spec.template.spec, field }];
  }),
  {
    id: '58',
    title: 'Equal needs a key',
    template: tolerating({ operator: 'Equal' }),
    field: 'tolerations[0].operator',
  },
  {
    id: '59',
    title: 'Exists takes no value',
    template: tolerating({ ...gpu, value: 'true' }),
    field: 'tolerations[0].operator',
  },
  {
    id: '60',
    title: 'tolerationSeconds asks for NoExecute',
    template: tolerating({ ...gpu, effect: 'NoSchedule', tolerationSeconds: 30 }),
    field: 'tolerations[0].effect',
  },
];

/** A node that is being deleted needs more than a draft; `scenarios.ts` has it. */
const isOrdinary = ({ id, node }: PlacementCase) =>
  !(id in refusedInList) && node.metadata.deletionTimestamp === undefined;

const openCases = placementCases.filter((one) => isOrdinary(one) && !one.options);
const isTainted = ({ node }: PlacementCase) => (node.spec?.taints ?? []).length > 0;

/** In two rounds, because a round costs its nodes times its DaemonSets. */
export const openRounds = [
  ['about names, labels and affinity', openCases.filter((one) => !isTainted(one))],
  ['about taints and tolerations', openCases.filter(isTainted)],
] as const;
export const gatedCases = placementCases.filter((one) => isOrdinary(one) && one.options?.comparisonOperators);

export interface CaseRound extends Round {
  pairOf(id: string): Pair;
}

/** One round for all cases: those that ask for the same node share one, and each is the pair of its DaemonSet with its node. */
export function roundOf(cases: readonly PlacementCase[]): CaseRound {
  const nodes = new Map<string, NodeDraft>();
  const pairs = new Map<string, Pair>();
  for (const { id, daemonSet, node } of cases) {
    const { labels = {} } = node.metadata;
    const { taints = [], unschedulable = false } = node.spec ?? {};
    const shape = JSON.stringify([labels, taints, unschedulable]);
    const draft = nodes.get(shape) ?? { name: `case-node-${nodes.size + 1}`, labels, taints, unschedulable };
    nodes.set(shape, draft);
    const named: DaemonSetDraft = { name: `case-${id}`, template: daemonSet.spec.template.spec };
    pairs.set(id, { node: draft, daemonSet: renamed(named, node.metadata.name ?? '', draft.name) });
  }
  const pairOf = (id: string) => {
    const pair = pairs.get(id);
    if (!pair) throw new Error(`Case ${id} is not in this round.`);
    return pair;
  };
  return { nodes: [...nodes.values()], daemonSets: [...pairs.values()].map(({ daemonSet }) => daemonSet), pairOf };
}
