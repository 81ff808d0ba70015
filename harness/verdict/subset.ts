/**
 * Where an object does not have the fields that are expected of it, as `path: expected …, found …`. Maps are compared
 * key by key, other keys are free; lists must have the same length and match item by item, unless the key ends in `[]`:
 * then each expected item must match one in the list. An expected `null` means that the field is not there.
 */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (expected === null) return actual === undefined || actual === null ? [] : [differs(path, null, actual)];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [differs(path, expected, actual)];
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
  }
  if (isMap(expected)) {
    if (!isMap(actual)) return [differs(path, expected, actual)];
    return Object.entries(expected).flatMap(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return key.endsWith('[]')
        ? missingItems(value, actual[key.slice(0, -2)], at)
        : differences(value, actual[key], at);
    });
  }
  return expected === actual ? [] : [differs(path, expected, actual)];
}

/** The expected items that match none of the list. */
function missingItems(expected: unknown, actual: unknown, path: string): string[] {
  const list = Array.isArray(actual) ? actual : [];
  return (Array.isArray(expected) ? expected : [expected])
    .filter((item) => !list.some((candidate) => differences(item, candidate).length === 0))
    .map((item) => differs(path, item, actual));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differs(path: string, expected: unknown, actual: unknown): string {
  const wanted = expected === null ? 'nothing' : JSON.stringify(expected);
  return `${path}: expected ${wanted}, found ${actual === undefined ? 'nothing' : JSON.stringify(actual)}`;
}
