import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { durationMs } from './fields.ts';
import { courseSchema, labSchema } from './schema.ts';
import { validLab } from './test-labs.ts';

interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  [key: string]: unknown;
}

const jsonSchema = z.toJSONSchema(labSchema, { target: 'draft-7', io: 'input' }) as JsonSchema;

/** The paths of all keys that say nothing about themselves. */
function undescribed(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as JsonSchema;
  const own = Object.entries(properties).flatMap(([key, value]) => [
    ...(value.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(value, `${path}.${key}`),
  ]);
  return [...own, ...Object.entries(rest).flatMap(([key, value]) => undescribed(value, `${path}/${key}`))];
}

test('every key of a lab and of the course is described', () => {
  expect(undescribed(jsonSchema)).toEqual([]);
  expect(undescribed(z.toJSONSchema(courseSchema, { io: 'input' }))).toEqual([]);
});

test('the JSON Schema accepts what the loader accepts', async () => {
  const validate = new Ajv({ strict: false }).compile(jsonSchema);
  const fixture = join(import.meta.dirname, 'fixtures', 'valid-minimal', 'only-ssd', 'lab.yaml');
  for (const source of [validLab, await readFile(fixture, 'utf8')]) {
    validate(parse(source));
    expect(validate.errors ?? []).toEqual([]);
  }
});

test.each([
  ['an unknown key', 'task: Run', 'tasks: Run'],
  ['an unknown kind of expectation', 'onePodPerMatchingNode', 'onePodPerNode'],
  [
    'an expectation of two kinds',
    'intended: { labels: disk=ssd }',
    'intended: all\n        object: { kind: Pod, name: a, subset: {} }',
  ],
  ['a code that cannot be declared', 'POD_ON_UNINTENDED_NODE', 'API_UNREACHABLE'],
  ['a taint without an effect', 'gpu=true:NoSchedule', 'gpu=true'],
])('the JSON Schema refuses %s', (_what, find, replace) => {
  const validate = new Ajv({ strict: false }).compile(jsonSchema);
  expect(validate(parse(validLab.replace(find, replace)))).toBe(false);
});

test('durations are milliseconds, seconds or minutes', () => {
  expect(['500ms', '30s', '2m'].map(durationMs)).toEqual([500, 30_000, 120_000]);
  expect(() => durationMs('30')).toThrow('Expected a duration such as 500ms, 30s or 2m but found 30.');
});
