import type { PodSpec } from '../../harness/placement/types.ts';
import { ghost, labelKeys, labels } from './alphabet.ts';
import type { Draw } from './draw.ts';
import { drawRequired } from './draw-affinity.ts';
import { drawComparison, drawTolerations } from './draw-tolerations.ts';
import { type DaemonSetDraft, everywhere, type NodeDraft } from './subjects.ts';

/**
 * What a DaemonSet is mostly about; one that asks for everything at once would hardly run anywhere. By place and not by
 * chance, so that a round of 25 DaemonSets has each.
 */
const themes = [
  ...[
    'taints',
    'affinity',
    'taints',
    'selector',
    'taints',
    'affinity',
    'taints',
    'mixed',
    'taints',
    'affinity',
    'taints',
    'selector',
    'name',
  ],
  ...[
    'taints',
    'affinity',
    'taints',
    'selector',
    'taints',
    'affinity',
    'taints',
    'mixed',
    'taints',
    'affinity',
    'mixed',
    'affinity',
  ],
];

const strategies = [
  undefined,
  { type: 'OnDelete' },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
] as const;

export interface DaemonSetPlace {
  name: string;
  /** The how-manyth of its round it is. */
  place: number;
  nodes: readonly NodeDraft[];
  /** Whether the cluster takes Gt and Lt in tolerations. */
  comparisons?: boolean;
}

/** A DaemonSet drawn around one of the nodes, so that it selects and tolerates some of them, and just misses others. */
export function drawDaemonSet(draw: Draw, { name, place, nodes, comparisons }: DaemonSetPlace): DaemonSetDraft {
  const near = draw.pick(nodes);
  const theme = themes[place % themes.length] ?? '';
  const is = (...names: string[]) => names.includes(theme);
  const ordinal = Array.from({ length: place }, (_, other) => themes[other % themes.length]).filter(
    (other) => other === theme,
  ).length;
  const compared = comparisons && draw.chance(60) ? [drawComparison(draw)] : [];
  const tolerations = [...compared, ...drawTolerations(draw, near, ordinal)];
  const template: PodSpec = {
    ...(is('affinity', 'mixed') && { affinity: drawAffinity(draw, near, ordinal) }),
    ...(is('selector', 'mixed') && { nodeSelector: drawSelector(draw, near) }),
    ...(draw.chance(is('name') ? 100 : is('mixed') ? 10 : 0) && { nodeName: draw.chance(80) ? near.name : ghost }),
    ...(is('taints', 'mixed') || draw.chance(35) ? { tolerations } : everywhere),
    ...(draw.chance(30) && { hostNetwork: draw.chance(85) }),
  };
  const updateStrategy = draw.pick(strategies);
  return { name, template, ...(updateStrategy && { updateStrategy }), scheduled: draw.chance(10) };
}

function drawAffinity(draw: Draw, near: NodeDraft, place: number): PodSpec['affinity'] {
  const preference = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }] };
  const nodeAffinity = {
    ...(draw.chance(96) && { requiredDuringSchedulingIgnoredDuringExecution: drawRequired(draw, near, place) }),
    ...(draw.chance(15) && { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] }),
  };
  return { nodeAffinity };
}

function drawSelector(draw: Draw, near: NodeDraft): Record<string, string> {
  const own = Object.entries(near.labels);
  const count = Number(draw.weighted({ 0: 8, 1: 62, 2: 24, 3: 6 }));
  const entries = draw.list(count, () => {
    const key = draw.pick(labelKeys);
    return own.length > 0 && draw.chance(70) ? draw.pick(own) : ([key, draw.pick(labels[key] ?? [''])] as const);
  });
  return Object.fromEntries(draw.chance(3) ? [...entries, ['zone', 'a b']] : entries);
}
