import type { Taint, Toleration } from '../../harness/placement/types.ts';
import { conditionTaints, effects, scoreKey, scores, taintKeys, taintValues } from './alphabet.ts';
import type { Draw } from './draw.ts';
import type { NodeDraft } from './subjects.ts';

/** Tolerations most of which cover, or nearly cover, a taint of the given node. */
export function drawTolerations(draw: Draw, near: NodeDraft, place: number): Toleration[] {
  const shape = firsts[place % firsts.length];
  const aimed = near.taints.filter(() => draw.chance(85)).map((taint) => drawToleration(draw, taint, shape));
  const others = draw.list(Number(draw.weighted({ 0: 45, 1: 35, 2: 20 })), () => drawOther(draw));
  return draw.shuffled([...aimed, ...others]);
}

function drawOther(draw: Draw): Toleration {
  const kind = draw.weighted({ plain: 40, condition: 30, automatic: 22, refused: 5, score: 5 });
  if (kind === 'refused') return draw.pick(refused);
  if (kind === 'score') return drawToleration(draw, { key: scoreKey, value: draw.pick(scores), effect: 'NoSchedule' });
  if (kind === 'automatic') return drawAutomatic(draw);
  const key = kind === 'plain' ? draw.pick(taintKeys) : draw.pick(Object.keys(conditionTaints));
  return drawToleration(draw, { key, value: draw.pick(taintValues), effect: draw.pick(effects) });
}

/** One that the controller adds by itself, or nearly that one. */
function drawAutomatic(draw: Draw): Toleration {
  const key = draw.pick(Object.keys(conditionTaints));
  const toleration = { key, operator: draw.chance(75) ? 'Exists' : 'Equal', effect: conditionTaints[key] ?? '' };
  return withSeconds(draw, toleration, 70);
}

/** By place and not by chance, so that no round is without. */
const firsts = [undefined, 'noOperator', 'exists', 'equal'] as const;
/** One that compares; without its gate the API server refuses it. */
export function drawComparison(draw: Draw): Toleration {
  const toleration = { key: scoreKey, operator: draw.pick(['Gt', 'Lt']), value: draw.pick(scores) };
  return draw.chance(50) ? toleration : { ...toleration, effect: draw.pick(effects) };
}

const shapes = { exists: 30, equal: 25, noOperator: 20, emptyOperator: 5, everyKey: 12, comparison: 8 } as const;
type Shape = keyof typeof shapes;

function drawToleration(draw: Draw, taint: Taint, shape: Shape = draw.weighted(shapes)): Toleration {
  const { key, effect } = draw.chance(75) ? taint : nearly(draw, taint);
  const value = draw.chance(70) ? (taint.value ?? '') : draw.pick(taintValues);
  const written = value === '' && draw.chance(60) ? {} : { value };
  const of: Record<Shape, () => Toleration> = {
    exists: () => ({ key, operator: 'Exists' }),
    equal: () => ({ key, operator: 'Equal', ...written }),
    noOperator: () => ({ key, ...written }),
    emptyOperator: () => ({ key, operator: '', ...written }),
    everyKey: () => ({ operator: 'Exists', ...(draw.chance(30) && { key: '' }) }),
    // The API server refuses these while their gate is off; with it, it takes canonical int64 only.
    comparison: () =>
      key === scoreKey
        ? { key, operator: draw.pick(['Gt', 'Lt']), value: draw.pick(scores) }
        : { key, operator: 'Exists' },
  };
  const toleration = of[shape]();
  const withEffect = draw.chance(shape === 'everyKey' ? 90 : 70) ? { ...toleration, effect } : toleration;
  return withSeconds(draw, draw.chance(4) ? { ...withEffect, effect: '' } : withEffect, 60);
}

/** The taint with another effect, or a key that differs in case. */
function nearly(draw: Draw, { key, effect }: Taint): Taint {
  if (draw.chance(60)) return { key, effect: draw.pick(effects) };
  return { key: key === 'gpu' ? 'Gpu' : key === 'Gpu' ? 'gpu' : draw.pick(taintKeys), effect };
}

function withSeconds(draw: Draw, toleration: Toleration, percent: number): Toleration {
  if (toleration.effect !== 'NoExecute' || !draw.chance(percent)) return toleration;
  return { ...toleration, tolerationSeconds: draw.pick([0, -1, 30, 2 ** 40]) };
}

const refused: readonly Toleration[] = [
  { value: 'x' },
  { operator: 'Equal' },
  { key: 'gpu', operator: 'Exists', value: 'true' },
  { key: 'gpu', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 30 },
  { key: 'gpu', operator: 'exists' },
  { key: 'gpu', operator: 'Exists', effect: 'Noschedule' },
];
