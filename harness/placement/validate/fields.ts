import types from './openapi-fields.json' with { type: 'json' };

const texts: Record<string, string> = types;
const parsed = new Map<string, ReadonlyMap<string, string>>();

/** The fields of an API type and their types, generated from Kubernetes' OpenAPI (scripts/generate-openapi-fields.ts). */
export function fields(type: string): ReadonlyMap<string, string> {
  let found = parsed.get(type);
  if (found === undefined) {
    const pairs = (texts[type] ?? '').split(' ').filter(Boolean);
    found = new Map(
      pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
    );
    parsed.set(type, found);
  }
  return found;
}
