import type { NodeSelectorTerm, Toleration } from '../../harness/placement/types.ts';
import { conditionTaints, effects } from './alphabet.ts';
import type { DaemonSetDraft, NodeDraft, Round } from './subjects.ts';

type Feature<T> = Readonly<Record<string, (item: T) => boolean>>;

const termsOf = ({ template }: DaemonSetDraft): NodeSelectorTerm[] =>
  template.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
const expressionsOf = (draft: DaemonSetDraft) =>
  termsOf(draft).flatMap(({ matchExpressions }) => matchExpressions ?? []);
const uses = (operator: string) => (draft: DaemonSetDraft) =>
  expressionsOf(draft).some((own) => own.operator === operator);
const tolerates =
  (is: (toleration: Toleration) => boolean) =>
  ({ template }: DaemonSetDraft) =>
    (template.tolerations ?? []).some(is);
const isBound = (operator: string) => operator === 'Gt' || operator === 'Lt';

const ofDaemonSets: Feature<DaemonSetDraft> = {
  ...Object.fromEntries(
    ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'].map((operator) => [`affinity ${operator}`, uses(operator)]),
  ),
  'affinity with a bound that is no integer': (draft) =>
    expressionsOf(draft).some(({ operator, values }) => isBound(operator) && !/^[0-9]+$/.test(values?.[0] ?? '')),
  'affinity with several terms': (draft) => termsOf(draft).length > 1,
  'affinity with an empty term': (draft) =>
    termsOf(draft).some((term) => !term.matchExpressions?.length && !term.matchFields?.length),
  'matchFields In': (draft) =>
    termsOf(draft).some(({ matchFields }) => matchFields?.some(({ operator }) => operator === 'In')),
  'matchFields NotIn': (draft) =>
    termsOf(draft).some(({ matchFields }) => matchFields?.some(({ operator }) => operator === 'NotIn')),
  'nodeSelector with several keys': ({ template }) => Object.keys(template.nodeSelector ?? {}).length > 1,
  'nodeSelector with an empty value': ({ template }) => Object.values(template.nodeSelector ?? {}).includes(''),
  'nodeSelector and affinity': (draft) => draft.template.nodeSelector !== undefined && termsOf(draft).length > 0,
  nodeName: ({ template }) => template.nodeName !== undefined,
  hostNetwork: ({ template }) => template.hostNetwork === true,
  'toleration without operator': tolerates(({ operator }) => operator === undefined),
  'toleration Equal': tolerates(({ operator }) => operator === 'Equal'),
  'toleration Exists': tolerates(({ operator, key }) => operator === 'Exists' && Boolean(key)),
  'toleration of every key': tolerates(({ key }) => !key),
  'toleration of every effect': tolerates(({ effect, key }) => !effect && Boolean(key)),
  ...Object.fromEntries(
    effects.map((effect) => [`toleration for ${effect}`, tolerates((own) => own.effect === effect)]),
  ),
  'toleration with seconds': tolerates(({ tolerationSeconds }) => tolerationSeconds !== undefined),
  'toleration of a condition': tolerates(({ key }) => key !== undefined && key in conditionTaints),
  'an automatic toleration with seconds': tolerates(
    ({ key = '', operator, tolerationSeconds }) =>
      key in conditionTaints && operator === 'Exists' && tolerationSeconds !== undefined,
  ),
  OnDelete: ({ updateStrategy }) => updateStrategy?.type === 'OnDelete',
  RollingUpdate: ({ updateStrategy }) => updateStrategy?.type === 'RollingUpdate',
  'pods that run': ({ scheduled }) => scheduled === true,
};

const ofNodes: Feature<NodeDraft> = {
  ...Object.fromEntries(
    effects.map((effect) => [
      `taint ${effect}`,
      ({ taints }: NodeDraft) => taints.some((own) => own.effect === effect),
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(conditionTaints).map((key) => [
      `taint ${key}`,
      ({ taints }: NodeDraft) => taints.some((own) => own.key === key),
    ]),
  ),
  'a condition taint of another effect': ({ taints }) =>
    taints.some(({ key, effect }) => key in conditionTaints && conditionTaints[key] !== effect),
  'one key with several effects': ({ taints }) => new Set(taints.map(({ key }) => key)).size < taints.length,
  'a taint without a value': ({ taints }) => taints.some(({ value }) => !value),
  'an empty label': ({ labels }) => Object.values(labels).includes(''),
  'a number with a leading zero': ({ labels }) => Object.values(labels).some((value) => /^0\d/.test(value)),
  'a number past int64': ({ labels }) =>
    Object.values(labels).some((value) => /^\d+$/.test(value) && BigInt(value) >= 2n ** 63n),
  unschedulable: ({ unschedulable }) => unschedulable,
};

/** How many DaemonSets and nodes of these rounds have each feature that a round is there for. */
export function featuresOf(rounds: readonly Round[]): Record<string, number> {
  const daemonSets = rounds.flatMap((round) => round.daemonSets);
  const nodes = rounds.flatMap((round) => round.nodes);
  const count = <T>(features: Feature<T>, items: readonly T[]) =>
    Object.entries(features).map(([name, has]) => [name, items.filter(has).length] as const);
  return Object.fromEntries([...count(ofDaemonSets, daemonSets), ...count(ofNodes, nodes)]);
}
