/** How the API reads scalars out of JSON: what is wrong with a value, or undefined when it fits. */
export type ScalarCheck = (value: unknown) => string | undefined;

export const kindOf = (value: unknown) =>
  Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;

function ofType(type: 'string' | 'boolean'): ScalarCheck {
  return (value) =>
    typeof value === type ? undefined : `expected a ${type} but found ${kindOf(value)}${quoteHint(type, value)}`;
}

/** The commonest slip in YAML: yes, 010 and 1.5 are no texts. */
function quoteHint(type: string, value: unknown): string {
  return type === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? `: put ${value} in quotes`
    : '';
}

function integer(most: number): ScalarCheck {
  return (value) => {
    if (typeof value !== 'number') return `expected an integer but found ${kindOf(value)}`;
    return Number.isInteger(value) && value <= most && value >= -most - 1
      ? undefined
      : `expected an integer of the field's size but found ${value}`;
  };
}

const quantityPattern = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][-+]?[0-9]+)?$/;

const quantity: ScalarCheck = (value) => {
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && quantityPattern.test(String(value))
    ? undefined
    : `expected a quantity such as 100m or 64Mi but found ${JSON.stringify(value)}`;
};

const timePattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const time: ScalarCheck = (value) =>
  typeof value === 'string' && timePattern.test(value)
    ? undefined
    : `expected a time such as 2026-01-31T12:00:00Z but found ${JSON.stringify(value)}`;

const intOrString: ScalarCheck = (value) => (typeof value === 'string' ? undefined : integer(2 ** 31 - 1)(value));

/** The scalar types of the generated field list. */
export const scalarChecks = {
  string: ofType('string'),
  boolean: ofType('boolean'),
  int32: integer(2 ** 31 - 1),
  int64: integer(2 ** 63),
  quantity,
  time,
  'int-or-string': intOrString,
  any: (value) =>
    typeof value === 'object' && !Array.isArray(value) ? undefined : `expected a map but found ${kindOf(value)}`,
} as const satisfies Record<string, ScalarCheck>;

/** What JSON null leaves in a field of Go's: the zero value. */
export const zeroOf = (type: string): unknown =>
  type === 'string' || type === 'time' ? '' : type === 'boolean' ? false : type in scalarChecks ? 0 : {};
