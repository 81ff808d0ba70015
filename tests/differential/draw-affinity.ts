import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../../harness/placement/types.ts';
import { ghost, labelKeys, labels, noLabelValues, numbers } from './alphabet.ts';
import type { Draw } from './draw.ts';
import type { NodeDraft } from './subjects.ts';

/** Bounds that the API server takes and the controller cannot read. */
const noIntegers = ['abc', '', '1e1', '0x5', '5.0', '9223372036854775808'] as const;
const operators = { In: 22, NotIn: 18, Exists: 10, DoesNotExist: 12, Gt: 20, Lt: 18 } as const;

/** What the first term of a DaemonSet is about; by place and not by chance, so that no round is without. */
const firsts = [
  'Gt',
  'empty',
  'NotIn',
  'field',
  'Lt',
  'odd',
  'In',
  'any',
  'Gt',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Lt',
  'any',
] as const;

/** Required affinity that the given node often satisfies, and often just misses. */
export function drawRequired(draw: Draw, near: NodeDraft, place: number): NodeSelector {
  if (draw.chance(2)) return { nodeSelectorTerms: [] };
  const first = drawFirst(draw, near, firsts[place % firsts.length] ?? 'any');
  const count = Number(draw.weighted({ 0: 60, 1: 28, 2: 12 }));
  return { nodeSelectorTerms: draw.shuffled([first, ...draw.list(count, () => drawTerm(draw, near))]) };
}

function drawFirst(draw: Draw, near: NodeDraft, kind: (typeof firsts)[number]): NodeSelectorTerm {
  if (kind === 'any') return drawTerm(draw, near);
  if (kind === 'empty') return drawEmpty(draw);
  if (kind === 'field') return { matchExpressions: [drawExpression(draw, near)], matchFields: [drawField(draw, near)] };
  if (kind !== 'odd') return { matchExpressions: [drawExpression(draw, near, kind)] };
  const odd = { key: 'cpus', operator: draw.pick(['Gt', 'Lt']), values: [draw.pick(noIntegers)] };
  return { matchExpressions: [odd, ...draw.list(draw.upTo(1), () => drawExpression(draw, near, 'NotIn'))] };
}

const drawEmpty = (draw: Draw): NodeSelectorTerm => draw.pick([{}, { matchExpressions: [] }, { matchFields: [] }]);

function drawTerm(draw: Draw, near: NodeDraft): NodeSelectorTerm {
  if (draw.chance(6)) return drawEmpty(draw);
  const expressions = Number(draw.weighted({ 0: 10, 1: 60, 2: 25, 3: 5 }));
  const withField = expressions === 0 || draw.chance(12);
  return {
    ...(expressions > 0 && { matchExpressions: draw.list(expressions, () => drawExpression(draw, near)) }),
    ...(withField && { matchFields: [drawField(draw, near)] }),
  };
}

function drawField(draw: Draw, near: NodeDraft): NodeSelectorRequirement {
  const name = draw.chance(75) ? near.name : ghost;
  if (draw.chance(3)) return { key: 'metadata.name', operator: 'In', values: [name, ghost] };
  if (draw.chance(3)) return { key: 'metadata.uid', operator: 'In', values: [name] };
  return { key: 'metadata.name', operator: draw.chance(60) ? 'NotIn' : 'In', values: [name] };
}

function drawExpression(draw: Draw, near: NodeDraft, operator = draw.weighted(operators)): NodeSelectorRequirement {
  const isNumeric = operator === 'Gt' || operator === 'Lt';
  const key = isNumeric && draw.chance(90) ? draw.pick(['cpus', 'cpus', 'generation']) : draw.pick(labelKeys);
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    return draw.chance(97) ? { key, operator } : { key, operator, values: ['ssd'] };
  }
  if (draw.chance(2)) return { key, operator, values: [draw.pick(noLabelValues)] };
  if (isNumeric && draw.chance(6)) return { key, operator, values: [draw.pick(noIntegers)] };
  if (isNumeric) return { key, operator, values: [drawBound(draw, ownLabel(near, key))] };
  const known = labels[key] ?? [''];
  const values = draw.list(draw.chance(4) ? 0 : 1 + draw.upTo(2), () => draw.pick(known));
  const own = ownLabel(near, key);
  return { key, operator, values: own !== undefined && draw.chance(50) ? [own, ...values] : values };
}

/** Around the number that the node has, else any. */
function drawBound(draw: Draw, found: string | undefined): string {
  if (found === undefined || !/^[0-9]+$/.test(found) || draw.chance(25)) return draw.pick(numbers);
  const bound = BigInt(found) + draw.pick([-1n, 0n, 0n, 1n]);
  return bound < 0n ? '0' : draw.chance(80) ? String(bound) : `0${bound}`;
}

/** `constructor` is among the keys, so what objects inherit must not pass for a label. */
function ownLabel({ labels }: NodeDraft, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
