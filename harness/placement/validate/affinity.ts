import { labelKeyProblem, labelValueProblem, subdomainProblem } from '../syntax.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../types.ts';
import { invalid, invalidIf, type Refusal, required } from './refusal.ts';
import { validateOperator } from './selector.ts';

export interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
  preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number; preference?: NodeSelectorTerm }[];
}

/** `validateNodeAffinity` in pkg/apis/core/validation. Affinity between pods is not checked offline. */
export function validateNodeAffinity(affinity: NodeAffinity | undefined, field: string): Refusal[] {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...(required ? validateNodeSelector(required, `${field}.requiredDuringSchedulingIgnoredDuringExecution`) : []),
    ...preferred.flatMap(({ weight = 0, preference = {} }, index) => {
      const at = `${field}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      const wrongWeight =
        weight < 1 || weight > 100 ? [invalid(`${at}.weight`, weight, 'it must be from 1 to 100')] : [];
      return [...wrongWeight, ...validateTerm(preference, `${at}.preference`, false)];
    }),
  ];
}

function validateNodeSelector({ nodeSelectorTerms = [] }: NodeSelector, field: string): Refusal[] {
  const at = `${field}.nodeSelectorTerms`;
  if (nodeSelectorTerms.length === 0) return [required(at, 'at least one term is required')];
  return nodeSelectorTerms.flatMap((term, index) => validateTerm(term, `${at}[${index}]`, true));
}

/** Preferred terms may hold values that no label can have; required ones may not. */
function validateTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  field: string,
  checkValues: boolean,
): Refusal[] {
  return [
    ...matchExpressions.flatMap((expression, index) =>
      validateExpression(expression, `${field}.matchExpressions[${index}]`, checkValues),
    ),
    ...matchFields.flatMap((expression, index) => validateField(expression, `${field}.matchFields[${index}]`)),
  ];
}

function validateExpression(
  { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>,
  field: string,
  checkValues: boolean,
): Refusal[] {
  return [
    ...validateNodeOperator(operator, values.length, field),
    ...invalidIf(`${field}.key`, key, labelKeyProblem),
    ...(checkValues
      ? values.flatMap((value, index) => invalidIf(`${field}.values[${index}]`, value, labelValueProblem))
      : []),
  ];
}

/** As for label selectors, and Gt and Lt with one value; that it is an integer is not asked here. */
function validateNodeOperator(operator: string, count: number, field: string): Refusal[] {
  if (operator !== 'Gt' && operator !== 'Lt') return validateOperator(operator, count, field);
  return count === 1 ? [] : [required(`${field}.values`, `${operator} needs exactly one value`)];
}

function validateField(
  { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>,
  field: string,
): Refusal[] {
  const isKnown = operator === 'In' || operator === 'NotIn';
  const wrongOperator = isKnown ? [] : [invalid(`${field}.operator`, operator, 'matchFields takes In and NotIn')];
  const wrongCount =
    isKnown && values.length !== 1 ? [required(`${field}.values`, 'matchFields needs exactly one value')] : [];
  const wrongKey = key === 'metadata.name' ? [] : [invalid(`${field}.key`, key, 'the only field is metadata.name')];
  const wrongValues =
    wrongKey.length > 0
      ? []
      : values.flatMap((value, index) => invalidIf(`${field}.values[${index}]`, value, subdomainProblem));
  return [...wrongOperator, ...wrongCount, ...wrongKey, ...wrongValues];
}
