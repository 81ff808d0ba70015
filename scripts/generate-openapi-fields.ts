/**
 * Writes harness/placement/validate/openapi-fields.json: the fields that a DaemonSet may have, and their types, out of
 * Kubernetes' own OpenAPI. Run it after a change of the pinned version:
 *
 *   node scripts/generate-openapi-fields.ts k8s.io/kubernetes@v1.36.3/api/openapi-spec/v3/apis__apps__v1_openapi.json
 *
 * or with the file that `kubectl get --raw /openapi/v3/apis/apps/v1` writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
}

const root = 'io.k8s.api.apps.v1.DaemonSet';
/** Types with a way of reading JSON of their own. */
const scalars: Record<string, string> = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
};

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Expected the path of apis__apps__v1_openapi.json.');
const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, Schema> } };
const found = new Map<string, string>();

/** The short name of a type; two packages that use the same one would need longer ones. */
const shortName = (name: string) => name.split('.').at(-1) ?? name;

function typeOf(schema: Schema): string {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref !== undefined) return visit(ref.split('/').at(-1) ?? '');
  if (schema.type === 'array') return `[]${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object') return schema.additionalProperties ? `{}${typeOf(schema.additionalProperties)}` : 'any';
  if (schema.type === 'integer') return schema.format ?? 'int64';
  if (schema.type === 'boolean' || schema.type === 'string') return schema.type;
  throw new Error(`Cannot say what type ${JSON.stringify(schema)} is.`);
}

function visit(name: string): string {
  const scalar = scalars[name];
  if (scalar !== undefined) return scalar;
  const short = shortName(name);
  if (found.has(short)) return short;
  found.set(short, '');
  const properties = Object.entries(components.schemas[name]?.properties ?? {});
  found.set(
    short,
    properties
      .map(([field, schema]) => `${field}:${typeOf(schema)}`)
      .sort()
      .join(' '),
  );
  return short;
}

visit(root);
const types = Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
const target = join(import.meta.dirname, '../harness/placement/validate/openapi-fields.json');
writeFileSync(target, `${JSON.stringify(types, null, 2)}\n`);
console.log(`Wrote ${found.size} types to ${target}.`);
