import type { Taint } from '../../harness/placement/types.ts';
import {
  conditionTaints,
  effects,
  labelKeys,
  labels,
  noLabelValues,
  scoreKey,
  scores,
  taintKeys,
  taintValues,
} from './alphabet.ts';
import type { Draw } from './draw.ts';
import type { NodeDraft } from './subjects.ts';

/** A node with some of the alphabet's labels and taints; one in thirty is one that the API server refuses. */
export function drawNode(draw: Draw, name: string, place: number): NodeDraft {
  const entries = labelKeys.filter(() => draw.chance(55)).map((key) => [key, draw.pick(labels[key] ?? [''])] as const);
  const taints = drawTaints(draw, place);
  if (draw.chance(3)) {
    if (draw.chance(50)) entries.push(['disk', draw.pick(noLabelValues)]);
    else taints.push({ key: 'spot', effect: 'NoSchedule' }, { key: 'spot', value: 'twice', effect: 'NoSchedule' });
  }
  return { name, labels: Object.fromEntries(entries), taints, unschedulable: draw.chance(20) };
}

/** By place, so that no round is without: each condition taint in its turn, one with another effect, a number, a key twice. */
function drawTaints(draw: Draw, place: number): Taint[] {
  const [key, usual] = Object.entries(conditionTaints)[Math.floor(place / 4) % Object.keys(conditionTaints).length] ?? [
    '',
    '',
  ];
  if (place % 4 === 0) return [{ key, effect: usual }];
  if (place % 8 === 5) return [{ key, effect: usual === 'NoExecute' ? 'NoSchedule' : 'NoExecute' }];
  if (place % 8 === 7)
    return [withValue({ key: scoreKey, effect: draw.pick(['NoSchedule', 'NoExecute']) }, draw.pick(scores))];
  if (place % 8 === 3) return [{ key: draw.pick(taintKeys), effect: 'PreferNoSchedule' }];
  if (place % 8 === 1)
    return draw
      .shuffled(effects)
      .slice(draw.upTo(1))
      .map((effect) => ({ key: 'gpu', value: 'true', effect }));
  const count = Number(draw.weighted({ 0: 35, 1: 40, 2: 15, 3: 10 }));
  const taints: Taint[] = [];
  for (const _ of Array(count)) {
    const taint = drawTaint(draw, taints);
    if (!taints.some(({ key, effect }) => key === taint.key && effect === taint.effect)) taints.push(taint);
  }
  return taints;
}

function drawTaint(draw: Draw, others: readonly Taint[]): Taint {
  const kind = draw.weighted({ plain: 50, condition: 30, score: 10, twin: 10 });
  if (kind === 'condition') {
    const key = draw.pick(Object.keys(conditionTaints));
    const usual = conditionTaints[key] ?? 'NoSchedule';
    return withValue({ key, effect: draw.chance(65) ? usual : draw.pick(effects) }, draw.chance(85) ? '' : 'true');
  }
  if (kind === 'score') return withValue({ key: scoreKey, effect: draw.pick(effects) }, draw.pick(scores));
  const twin = kind === 'twin' ? others.at(-1)?.key : undefined;
  const effect = draw.weighted({ NoSchedule: 45, NoExecute: 35, PreferNoSchedule: 20 });
  return withValue({ key: twin ?? draw.pick(taintKeys), effect }, draw.pick(taintValues));
}

/** An empty value is sometimes written and sometimes left out by whoever sets a taint; kubectl leaves it out. */
function withValue(taint: Taint, value: string): Taint {
  return value === '' ? taint : { ...taint, value };
}
