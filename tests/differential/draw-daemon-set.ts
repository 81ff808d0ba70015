import type { PodSpec } from '../../harness/placement/types.ts';
import { ghost, labelKeys, labels } from './alphabet.ts';
import type { Draw } from './draw.ts';
import { drawRequired } from './draw-affinity.ts';
import { drawTolerations } from './draw-tolerations.ts';
import { type DaemonSetDraft, everywhere, type NodeDraft } from './subjects.ts';

/** What a DaemonSet is mostly about; one that asks for everything at once would hardly run anywhere. */
const themes = { taints: 44, affinity: 26, selector: 14, name: 4, mixed: 12 } as const;

const strategies = [
  undefined,
  { type: 'OnDelete' },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
] as const;

/** A DaemonSet drawn around one of the nodes, so that it selects and tolerates some of them, and just misses others. */
export function drawDaemonSet(draw: Draw, name: string, nodes: readonly NodeDraft[]): DaemonSetDraft {
  const near = draw.pick(nodes);
  const theme = draw.weighted(themes);
  const is = (...names: (keyof typeof themes)[]) => names.includes(theme);
  const template: PodSpec = {
    ...(is('affinity', 'mixed') && { affinity: drawAffinity(draw, near) }),
    ...(is('selector', 'mixed') && { nodeSelector: drawSelector(draw, near) }),
    ...(draw.chance(is('name') ? 100 : is('mixed') ? 10 : 0) && { nodeName: draw.chance(80) ? near.name : ghost }),
    ...(is('taints', 'mixed') || draw.chance(35) ? { tolerations: drawTolerations(draw, near) } : everywhere),
    ...(draw.chance(30) && { hostNetwork: draw.chance(85) }),
  };
  const updateStrategy = draw.pick(strategies);
  return { name, template, ...(updateStrategy && { updateStrategy }), scheduled: draw.chance(10) };
}

function drawAffinity(draw: Draw, near: NodeDraft): PodSpec['affinity'] {
  const preference = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }] };
  const nodeAffinity = {
    ...(draw.chance(96) && { requiredDuringSchedulingIgnoredDuringExecution: drawRequired(draw, near) }),
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
