import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { courseSchema, labSchema } from '../harness/lab/schema.ts';
import {
  explainLineSchema,
  liveExplanationSchema,
  placementVerdictSchema,
  plainVerdictSchema,
  runResultSchema,
} from '../harness/result.ts';
import { timelineSchema } from '../harness/verdict/timeline-schema.ts';

/**
 * Writes the JSON Schemas in `static/schemas/` from the zod schemas; with `--check` it only says whether they differ.
 * Draft 7, which the YAML language servers of editors know best.
 */
const folder = join(import.meta.dirname, '..', 'static', 'schemas');
const verdict = z.union([placementVerdictSchema, plainVerdictSchema]).describe('The judgement of one expectation');

/** What people write is described as it is written, what we print as it is printed. */
const schemas: Record<string, { schema: z.ZodType; io: 'input' | 'output'; title: string }> = {
  lab: { schema: labSchema, io: 'input', title: 'lab.yaml' },
  course: { schema: courseSchema, io: 'input', title: 'course.yaml' },
  verdict: { schema: verdict, io: 'output', title: 'Verdict' },
  'explain-line': { schema: explainLineSchema, io: 'output', title: 'A line of course explain, offline' },
  'live-explanation': { schema: liveExplanationSchema, io: 'output', title: 'course explain on a live cluster' },
  timeline: { schema: timelineSchema, io: 'output', title: 'timeline.json' },
  'run-result': { schema: runResultSchema, io: 'output', title: 'RunResult' },
};

function jsonSchemaText(name: string): string {
  const { schema, io, title } = schemas[name] ?? { schema: z.never(), io: 'output', title: name };
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

const check = process.argv.includes('--check');
const stale: string[] = [];
await mkdir(folder, { recursive: true });
for (const name of Object.keys(schemas)) {
  const path = join(folder, `${name}.schema.json`);
  const text = jsonSchemaText(name);
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  stale.push(`static/schemas/${name}.schema.json`);
  if (!check) await writeFile(path, text);
}
for (const path of stale) console.log(check ? `${path} is not what the code says. Run: npm run fix` : `wrote ${path}`);
if (check && stale.length > 0) process.exitCode = 1;
