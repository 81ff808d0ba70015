import { labelKeyProblem, labelValueProblem } from '../syntax.ts';
import type { Toleration } from '../types.ts';
import { invalid, invalidIf, notSupported, type Refusal } from './refusal.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `ValidateTolerations` in pkg/apis/core/validation, with TaintTolerationComparisonOperators off, as it is by default. */
export function validateTolerations(tolerations: readonly Toleration[], field: string): Refusal[] {
  return tolerations.flatMap((toleration, index) => validateToleration(toleration, `${field}[${index}]`));
}

function validateToleration(
  { key, operator, value = '', effect, tolerationSeconds }: Toleration,
  field: string,
): Refusal[] {
  return [
    ...(key ? invalidIf(`${field}.key`, key, labelKeyProblem) : []),
    ...(!key && operator !== 'Exists'
      ? [invalid(`${field}.operator`, operator ?? '', 'without a key the operator must be Exists')]
      : []),
    ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [invalid(`${field}.effect`, effect ?? '', 'tolerationSeconds needs the effect NoExecute')]
      : []),
    ...validateOperator(operator || 'Equal', value, field),
    ...(effect && !effects.includes(effect) ? [notSupported(`${field}.effect`, effect, effects)] : []),
  ];
}

/** The server names the operator even where it is the value that is wrong. */
function validateOperator(operator: string, value: string, field: string): Refusal[] {
  switch (operator) {
    case 'Equal':
      return invalidIf(`${field}.operator`, value, labelValueProblem);
    case 'Exists':
      return value === '' ? [] : [invalid(`${field}.operator`, value, 'with operator Exists the value must be empty')];
    case 'Gt':
    case 'Lt':
      return [
        notSupported(`${field}.operator`, operator, ['Equal', 'Exists', 'and Gt and Lt only behind a feature gate']),
      ];
    default:
      return [notSupported(`${field}.operator`, operator, ['Equal', 'Exists'])];
  }
}
