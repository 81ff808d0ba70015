import * as z from 'zod';
import { labPath } from './fields.ts';
import {
  type Capability,
  type LabFile,
  labSchema,
  nodeSchema,
  type Step,
  starterSchema,
  stepSchema,
  type TrapSpec,
  trapSchema,
} from './schema.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/**
 * As much of a lab as could be read. Where one part is wrong the others are still checked, so that an author sees all
 * mistakes at once; a part that is undefined is wrong by itself and has been reported.
 */
export interface Draft {
  nodes: LabFile['topology']['nodes'] | undefined;
  files: string[] | undefined;
  needs: readonly Capability[] | undefined;
  steps: { id: string | undefined; run: string; step: Step | undefined }[];
  starter: LabFile['starter'] | undefined;
  traps: Record<string, TrapSpec | undefined>;
}

/** A lab folder: where it is, how messages call it, its lab.yaml, and what could be read of that. */
export interface LabFolder {
  dir: string;
  shown: string;
  file: YamlFile;
  draft: Draft;
}

type Raw = Record<string, unknown>;

const asMap = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const salvage = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined =>
  schema.safeParse(value).data;

/** The value without the keys that the schema does not know, so that one typo does not hide the rest of a part. */
export function withoutKeys(value: unknown, unknownKeys: readonly Path[]): unknown {
  const copy = structuredClone(value);
  for (const path of unknownKeys) {
    const parent = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)[part], copy);
    delete (parent as Record<PropertyKey, unknown>)[path.at(-1) ?? ''];
  }
  return copy;
}

/** Reads the parts of a lab one by one. */
export function draftOf(value: unknown): Draft {
  const raw = asMap(value);
  const steps = asList(raw.steps).map((item) => ({
    id: asText(asMap(item).id),
    run: asText(asMap(item).run) ?? '',
    step: salvage(stepSchema, item),
  }));
  return {
    nodes: salvage(z.array(nodeSchema), asMap(raw.topology).nodes),
    files: salvage(z.array(labPath), raw.files ?? []),
    needs: salvage(labSchema.shape.needs, raw.needs),
    steps,
    starter: salvage(starterSchema, raw.starter),
    traps: Object.fromEntries(
      Object.entries(asMap(raw.traps)).map(([reason, trap]) => [reason, salvage(trapSchema, trap)]),
    ),
  };
}
