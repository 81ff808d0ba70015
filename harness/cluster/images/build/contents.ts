import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goVersionOf } from '../../../toolchain/go-modules.ts';
import { toolSources, versionOf } from '../../../toolchain/tools.ts';
import type { Docker } from '../docker.ts';
import { engineRef, ingredientsOf, type Recipe, toolsOf } from '../recipe.ts';
import { type Component, debianComponents, goComponents, goModule, type Sbom, sbomOf } from '../sbom.ts';
import type { Workbench } from './workbench.ts';

const ownFolder = '/usr/share/one-per-node';

/** The list of contents of an image that has just been built: its packages, its programs, and what it was made from. */
export async function contentsOf(recipe: Recipe, ref: string, bench: Workbench): Promise<Sbom> {
  const components: Component[] = [];
  if (recipe.kind !== 'node') {
    const packages = await readInImage(bench, ref, `${ownFolder}/packages.tsv`);
    components.push(...debianComponents(packages ?? ''));
  }
  components.push(...sourcesIn(recipe));
  for (const tool of toolsOf(recipe)) {
    const version = versionOf(toolSources[tool].release);
    const text = await goVersionOf(bench.tools.get(tool) ?? '', bench);
    components.push(...goComponents(text, { name: tool, version }));
  }
  for (const ingredient of recipe.kind === 'node' ? ingredientsOf(recipe) : inherited(recipe))
    components.push(...(await componentsIn(bench, engineRef(bench.recipe(ingredient)))));
  return sbomOf(engineRef(recipe), components);
}

/** Modules of which single files were compiled. */
function sourcesIn(recipe: Recipe): Component[] {
  if (recipe.kind !== 'build') return [];
  return recipe.context.flatMap((entry) =>
    entry.kind === 'source' ? [goModule(entry.module, `v${versionOf(entry.release)}`)] : [],
  );
}

/** Images that a build only compiles or gathers in leave nothing but what it copies from them. */
function inherited(recipe: Recipe): string[] {
  if (recipe.kind !== 'build') return [];
  const last = recipe.dockerfile.split('\n').findLast((line) => line.startsWith('FROM ')) ?? '';
  return Object.entries(recipe.from).flatMap(([argument, name]) =>
    last.includes(`$${argument}`) || last.includes(`{${argument}}`) ? [name] : [],
  );
}

async function componentsIn(bench: Workbench, ref: string): Promise<readonly Component[]> {
  const text = await readInImage(bench, ref, `${ownFolder}/sbom.json`);
  return text === undefined ? [] : (JSON.parse(text) as Sbom).components;
}

/** Writes the list of contents that an image carries to a file. */
export async function extractContents(docker: Docker, ref: string, file: string): Promise<void> {
  await copyOut(docker, ref, `${ownFolder}/sbom.json`, file);
}

async function readInImage({ docker, work }: Workbench, ref: string, path: string): Promise<string | undefined> {
  const folder = join(work, 'read');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'file');
  await writeFile(file, '');
  return (await copyOut(docker, ref, path, file)) ? readFile(file, 'utf8') : undefined;
}

/** An image without a shell can be read too: a container that is never started holds its files. */
async function copyOut(docker: Docker, ref: string, path: string, file: string): Promise<boolean> {
  const id = (await docker.run('create', '--network', 'none', '--entrypoint', '/none', ref)).trim();
  try {
    return await docker.succeeds('cp', `${id}:${path}`, file);
  } finally {
    await docker.succeeds('rm', '--force', '--volumes', id);
  }
}
