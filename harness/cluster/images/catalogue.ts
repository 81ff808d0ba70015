import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LabError } from '../../errors.ts';
import { readYaml } from '../../lab/yaml-file.ts';
import { parseWith } from '../../lab/zod-issues.ts';
import { packageRoot } from '../../toolchain/package-root.ts';
import { toolSources } from '../../toolchain/tools.ts';

const tools = Object.keys(toolSources) as [keyof typeof toolSources];

const imageSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'small letters, digits and dashes')
      .describe('For --only'),
    ref: z
      .string()
      .regex(/^\S+:[^\s:/]+$/, 'a name with its tag')
      .describe('As manifests name it'),
    title: z.string().describe('What it is, for the label and for --list'),
    tool: z.enum(tools).optional().describe('A program that the toolchain builds; the image holds nothing else'),
    path: z.string().startsWith('/').optional().describe('Where that program lies in the image; it is the entrypoint'),
    packages: z.array(z.string()).nonempty().optional().describe('Debian packages, on the base that all share'),
    dockerfile: z.literal(true).optional().describe('offline/images/NAME/Dockerfile says how it is made'),
    entrypoint: z.array(z.string()).optional(),
    command: z.array(z.string()).optional(),
    user: z.string().optional(),
    proves: z
      .strictObject({
        run: z.array(z.string()).nonempty().optional().describe('A command in the image'),
        source: z.string().optional().describe('A file of the Kubernetes module that the image is built from'),
        prints: z.string().describe('What the command prints, or the file says, of the version'),
      })
      .refine(({ run, source }) => (run === undefined) !== (source === undefined), {
        error: 'given run or source, and not both',
      })
      .describe('What must be so for the image to carry its name'),
  })
  .refine(({ tool, packages, dockerfile }) => [tool, packages, dockerfile].filter(Boolean).length === 1, {
    error: 'made in exactly one way: tool, packages or dockerfile',
  })
  .refine(({ tool, path }) => (tool === undefined) === (path === undefined), {
    error: 'given both tool and path, or neither',
    path: ['path'],
  });

/** One image that labs run on nodes. */
export type CatalogueImage = z.infer<typeof imageSchema>;

const cataloguePath = 'offline/images.yaml';
let known: readonly CatalogueImage[] | undefined;

/** The images of `offline/images.yaml`. */
export function catalogue(): readonly CatalogueImage[] {
  known ??= parseCatalogue(readFileSync(join(packageRoot(), cataloguePath), 'utf8'));
  return known;
}

/** The images that a catalogue's text describes; throws LabError with every mistake in it. */
export function parseCatalogue(text: string): CatalogueImage[] {
  const file = readYaml(cataloguePath, text);
  const { data, issues } = file.readable ? parseWith(z.array(imageSchema), file) : { issues: [] };
  const twice = (data ?? []).flatMap(({ name, ref }, at, all) =>
    all.slice(0, at).some((other) => other.name === name || other.ref === ref)
      ? [file.issueAt([at], `has ${name} (${ref}) a second time. Expected each name and ref once.`)]
      : [],
  );
  const mistakes = [...file.issues, ...issues, ...twice];
  if (data === undefined || mistakes.length > 0) throw new LabError(mistakes);
  return data;
}
