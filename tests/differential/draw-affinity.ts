import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../../harness/placement/types.ts';
import { ghost, labelKeys, labels, noLabelValues, numbers } from './alphabet.ts';
import type { Draw } from './draw.ts';
import type { NodeDraft } from './subjects.ts';

const operators = { In: 25, NotIn: 20, Exists: 12, DoesNotExist: 13, Gt: 16, Lt: 14 } as const;

/** Required affinity that the given node often satisfies, and often just misses. */
export function drawRequired(draw: Draw, near: NodeDraft): NodeSelector {
  if (draw.chance(2)) return { nodeSelectorTerms: [] };
  const count = Number(draw.weighted({ 1: 60, 2: 25, 3: 15 }));
  return { nodeSelectorTerms: draw.list(count, () => drawTerm(draw, near)) };
}

function drawTerm(draw: Draw, near: NodeDraft): NodeSelectorTerm {
  if (draw.chance(8)) return draw.pick([{}, { matchExpressions: [] }, { matchFields: [] }]);
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

function drawExpression(draw: Draw, near: NodeDraft): NodeSelectorRequirement {
  const operator = draw.weighted(operators);
  const isNumeric = operator === 'Gt' || operator === 'Lt';
  const key = isNumeric && draw.chance(85) ? draw.pick(['cpus', 'generation']) : draw.pick(labelKeys);
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    return draw.chance(97) ? { key, operator } : { key, operator, values: ['ssd'] };
  }
  if (draw.chance(2)) return { key, operator, values: [draw.pick(noLabelValues)] };
  if (isNumeric) return { key, operator, values: [drawBound(draw, near.labels[key])] };
  const known = labels[key] ?? [''];
  const values = draw.list(draw.chance(4) ? 0 : 1 + draw.upTo(2), () => draw.pick(known));
  const own = near.labels[key];
  return { key, operator, values: own !== undefined && draw.chance(50) ? [own, ...values] : values };
}

/** Around the number that the node has, else any. */
function drawBound(draw: Draw, found: string | undefined): string {
  if (found === undefined || !/^[0-9]+$/.test(found) || draw.chance(40)) return draw.pick(numbers);
  const bound = BigInt(found) + BigInt(draw.upTo(2) - 1);
  return bound < 0n ? '0' : draw.chance(80) ? String(bound) : `0${bound}`;
}
