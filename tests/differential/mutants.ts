import { compilePlacement } from '../../harness/placement/index.ts';
import type {
  DaemonSet,
  Node,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodSpec,
  Taint,
  Toleration,
} from '../../harness/placement/types.ts';
import { conditionTaints, network } from './alphabet.ts';
import type { Model } from './compare.ts';

/** Wrong models: the right one, asked about something else than what stands there. Each slip is one that a person could make. */
interface Slip {
  taints?: (taints: Taint[], node: Node) => Taint[];
  labels?: (labels: Record<string, string>) => Record<string, string>;
  template?: (template: PodSpec) => PodSpec;
}

const condition = (name: string) => `node.kubernetes.io/${name}`;
const without = (wrong: (taint: Taint) => boolean) => (taints: Taint[]) => taints.filter((taint) => !wrong(taint));
const asEffect = (from: string, to: string) => (taints: Taint[]) =>
  taints.map((taint) => (taint.effect === from ? { ...taint, effect: to } : taint));

const tolerations = (change: (toleration: Toleration) => Toleration[]) => (template: PodSpec) => ({
  ...template,
  tolerations: (template.tolerations ?? []).flatMap(change),
});

const terms =
  (change: (terms: NodeSelectorTerm[]) => NodeSelectorTerm[]) =>
  (template: PodSpec): PodSpec => {
    const required = template.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (!required) return template;
    const nodeSelectorTerms = change(required.nodeSelectorTerms ?? []);
    return {
      ...template,
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
    };
  };
const expressions = (change: (expression: NodeSelectorRequirement) => NodeSelectorRequirement[]) =>
  terms((all) => all.map((term) => ({ ...term, matchExpressions: term.matchExpressions?.flatMap(change) })));

const always: NodeSelectorTerm = { matchExpressions: [{ key: 'no-such-label', operator: 'DoesNotExist' }] };
const isEmpty = ({ matchExpressions, matchFields }: NodeSelectorTerm) =>
  !matchExpressions?.length && !matchFields?.length;
const isBound = ({ operator }: NodeSelectorRequirement) => operator === 'Gt' || operator === 'Lt';
const isInteger = (text: string | undefined) => /^[0-9]+$/.test(text ?? '') && BigInt(text ?? '') < 2n ** 63n;

/** Takes one automatic toleration away: its taint gets another name, here and in the DaemonSet's own tolerations. */
function forgetting(name: string): Slip {
  const lost = <T extends { key?: string; effect?: string }>(item: T): T =>
    item.key === condition(name) ? { ...item, key: `forgotten/${name}` } : item;
  return { taints: (taints) => taints.map(lost), template: tolerations((toleration) => [lost(toleration)]) };
}

const lowerCase = (labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value.toLowerCase()]));

const slips: Readonly<Record<string, Slip>> = {
  'ignores NoExecute': { taints: without(({ effect }) => effect === 'NoExecute') },
  'ignores NoSchedule': { taints: without(({ effect }) => effect === 'NoSchedule') },
  'takes NoExecute for NoSchedule': {
    taints: asEffect('NoExecute', 'NoSchedule'),
    template: tolerations((own) => [{ ...own, ...(own.effect === 'NoExecute' && { effect: 'NoSchedule' }) }]),
  },
  'reads PreferNoSchedule': { taints: asEffect('PreferNoSchedule', 'NoSchedule') },
  'reads spec.unschedulable': {
    taints: (taints, { spec }) =>
      spec?.unschedulable ? [...taints, { key: 'cordoned', effect: 'NoSchedule' }] : taints,
  },
  'looks at one taint per key': {
    taints: (taints) => taints.filter(({ key }, index) => taints.findIndex((other) => other.key === key) === index),
  },
  'forgets that not-ready:NoExecute is tolerated': forgetting('not-ready'),
  'forgets that disk-pressure:NoSchedule is tolerated': forgetting('disk-pressure'),
  'forgets that unschedulable:NoSchedule is tolerated': forgetting('unschedulable'),
  'tolerates network-unavailable without hostNetwork': { template: (template) => ({ ...template, hostNetwork: true }) },
  'does not tolerate network-unavailable with hostNetwork': forgetting(network.split('/')[1] ?? ''),
  'tolerates condition taints whatever their effect': {
    taints: without(({ key }) => key in conditionTaints && key !== network),
  },
  'takes no operator for Exists': { template: tolerations((own) => [{ ...own, operator: own.operator || 'Exists' }]) },
  'ignores the effect of a toleration': { template: tolerations(({ effect: _, ...own }) => [own]) },
  'ignores the value of a toleration': { template: tolerations((own) => [{ ...own, operator: 'Exists' }]) },
  'passes over tolerations without an effect': { template: tolerations((own) => (own.effect ? [own] : [])) },
  'passes over tolerations without a key': { template: tolerations((own) => (own.key ? [own] : [])) },
  'passes over tolerations with seconds': {
    template: tolerations((own) => (own.tolerationSeconds == null ? [own] : [])),
  },
  'asks of NotIn that the label is there': {
    template: expressions((own) => (own.operator === 'NotIn' ? [own, { key: own.key, operator: 'Exists' }] : [own])),
  },
  'takes an empty label for an absent one': {
    labels: (labels) => Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')),
  },
  'lets an empty term match': { template: terms((all) => all.map((term) => (isEmpty(term) ? always : term))) },
  'asks that all terms match': {
    template: terms((all) =>
      all.some(isEmpty)
        ? [{}]
        : [
            {
              matchExpressions: all.flatMap(({ matchExpressions }) => matchExpressions ?? []),
              matchFields: all.flatMap(({ matchFields }) => matchFields ?? []),
            },
          ],
    ),
  },
  'takes Gt for at least': {
    template: expressions((own) =>
      own.operator === 'Gt' && isInteger(own.values?.[0])
        ? [{ ...own, values: [String(BigInt(own.values?.[0] ?? '') - 1n)] }]
        : [own],
    ),
  },
  'swaps Gt and Lt': {
    template: expressions((own) => [isBound(own) ? { ...own, operator: own.operator === 'Gt' ? 'Lt' : 'Gt' } : own]),
  },
  'passes over expressions with a bound that is no integer': {
    template: expressions((own) => (isBound(own) && !isInteger(own.values?.[0]) ? [] : [own])),
  },
  'lets numbers past int64 count': {
    labels: (labels) =>
      Object.fromEntries(
        Object.entries(labels).map(([key, value]) => [
          key,
          /^[0-9]{19,}$/.test(value) ? String(2n ** 63n - 1n) : value,
        ]),
      ),
  },
  'reads labels in lower case': {
    labels: lowerCase,
    template: (template) => ({
      ...template,
      ...(template.nodeSelector && { nodeSelector: lowerCase(template.nodeSelector) }),
    }),
  },
  'passes over matchFields': { template: terms((all) => all.map(({ matchFields: _, ...term }) => term)) },
  'passes over nodeName': { template: ({ nodeName: _, ...template }) => template },
  'passes over nodeSelector': { template: ({ nodeSelector: _, ...template }) => template },
  'lets required affinity replace nodeSelector': {
    template: ({ nodeSelector, ...template }) =>
      template.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
        ? template
        : { ...template, nodeSelector },
  },
};

/** Models that are wrong in one thing each, by what they do wrong. */
export const mutants: readonly (readonly [name: string, model: Model])[] = Object.entries(slips).map(
  ([name, slip]) => [name, mistaken(slip)] as const,
);

function mistaken({ taints, labels, template }: Slip): Model {
  return (daemonSet, options) => {
    const spec: DaemonSet['spec'] = daemonSet.spec;
    const pod = spec.template.spec;
    const wrong = { ...daemonSet, spec: { ...spec, template: { ...spec.template, spec: template?.(pod) ?? pod } } };
    const decide = compilePlacement(wrong, options);
    return (node) => {
      const found = node.metadata.labels ?? {};
      const own = node.spec?.taints ?? [];
      return decide({
        ...node,
        metadata: { ...node.metadata, labels: labels?.(found) ?? found },
        spec: { ...node.spec, taints: taints?.(own, node) ?? own },
      });
    };
  };
}
