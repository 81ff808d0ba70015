/** The part of a JSON Schema that the lab format makes use of. */
export interface JsonSchema {
  title?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  required?: string[];
  minProperties?: number;
  maxProperties?: number;
}

/** One key of a map: where it stands, what it takes, what holds without it, and what it means. */
export interface Key {
  path: string;
  takes: string;
  without: string;
  means: string;
}

const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const isOneKey = ({ minProperties, maxProperties }: JsonSchema) => minProperties === 1 && maxProperties === 1;

/** What a value may be, in words. */
export function takes(schema: JsonSchema): string {
  const { title, type, anyOf, items, properties, additionalProperties } = schema;
  if (title) return title;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return joinWords(schema.enum.map(code));
  if (anyOf) return joinWords([...new Set(anyOf.map(takes))]);
  if (type === 'array') return items ? `list: ${takes(items)}` : 'list';
  if (properties && isOneKey(schema)) return `map with one of ${joinWords(Object.keys(properties).map(code))}`;
  if (type === 'object')
    return !properties && typeof additionalProperties === 'object' && additionalProperties.type
      ? `map to ${takes(additionalProperties)}`
      : 'map';
  return (
    { integer: 'whole number', number: 'number', boolean: '`true` or `false`', string: 'text' }[type ?? ''] ??
    'anything'
  );
}

/** Every key of a map and of the maps in it; `stop` names keys that are described elsewhere. */
export function keysOf(schema: JsonSchema, stop: readonly string[] = [], at = ''): Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const key: Key = {
      path,
      takes: takes(value),
      without: without(schema, name, value),
      means: value.description ?? '',
    };
    return stop.includes(path) ? [key] : [key, ...below(value, stop, path)];
  });
}

/** The keys of whatever maps a value may hold. */
function below(schema: JsonSchema, stop: readonly string[], path: string): Key[] {
  if (schema.items) return below(schema.items, stop, `${path}[]`);
  if (schema.anyOf) return schema.anyOf.flatMap((choice) => below(choice, stop, path));
  if (!schema.properties && typeof schema.additionalProperties === 'object')
    return below(schema.additionalProperties, stop, `${path}.*`);
  return keysOf(schema, stop, path);
}

function without(parent: JsonSchema, name: string, { default: value }: JsonSchema): string {
  if (value !== undefined) return code(value);
  if (isOneKey(parent)) return '';
  return parent.required?.includes(name) ? '**required**' : '';
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
