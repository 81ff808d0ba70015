import { compileRequirement, requirementProblem } from '../requirement.ts';
import { labelKeyProblem, labelValueProblem } from '../syntax.ts';
import type { NodeSelectorRequirement } from '../types.ts';
import { validateLabels } from './metadata.ts';
import { forbidden, invalid, invalidIf, type Refusal, required } from './refusal.ts';

export interface ObjectSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: NodeSelectorRequirement[];
}

/** `ValidateLabelSelector` in apimachinery. */
export function validateSelector(selector: ObjectSelector | undefined, field: string): Refusal[] {
  return [
    ...validateLabels(selector?.matchLabels, `${field}.matchLabels`),
    ...(selector?.matchExpressions ?? []).flatMap((expression, index) =>
      validateExpression(expression, `${field}.matchExpressions[${index}]`),
    ),
  ];
}

function validateExpression(
  { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>,
  field: string,
): Refusal[] {
  return [
    ...validateOperator(operator, values.length, field),
    ...invalidIf(`${field}.key`, key, labelKeyProblem),
    ...values.flatMap((value, index) => invalidIf(`${field}.values[${index}]`, value, labelValueProblem)),
  ];
}

/** The number of values that each operator of a label selector takes. */
export function validateOperator(operator: string, count: number, field: string): Refusal[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count === 0 ? [required(`${field}.values`, `${operator} needs at least one value`)] : [];
    case 'Exists':
    case 'DoesNotExist':
      return count > 0 ? [forbidden(`${field}.values`, `${operator} takes no values`)] : [];
    default:
      return [invalid(`${field}.operator`, operator, 'the operators are In, NotIn, Exists and DoesNotExist')];
  }
}

/** Whether an object's labels satisfy a selector: no selector matches nothing, an empty one everything; undefined when it cannot be read. */
export function selects(selector: ObjectSelector | undefined, labels: Record<string, string>): boolean | undefined {
  if (selector === undefined) return false;
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key = '', operator = '', values }: Partial<NodeSelectorRequirement>) => ({
      key,
      operator,
      ...(values && { values }),
    }),
  );
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  const all = [...equal, ...expressions];
  if (all.some((requirement) => requirementProblem(requirement) !== undefined)) return undefined;
  if (expressions.some(({ operator }) => operator === 'Gt' || operator === 'Lt')) return undefined;
  return all.every((requirement) => compileRequirement(requirement).matches(labels));
}
