import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../toolchain/package-root.ts';
import { currentPlatform, type Release, toolSources, versionOf } from '../../toolchain/tools.ts';
import { type ContextFile, ingredientsOf, type Recipe } from './recipe.ts';

/** Changes with the way that images are built, so that those built in another way are built again. */
const buildVersion = 2;

/** What a recipe's inputs read as; tests give their own. */
export interface Inputs {
  fileDigest(file: string): string;
  releaseDigest(release: Release): string;
  readonly platform: string;
}

/** The key of every recipe, by name: equal when and only when everything that goes into the image is equal. */
export function keysOf(recipes: readonly Recipe[], inputs: Inputs = inputsOnDisk()): Map<string, string> {
  const keys = new Map<string, string>();
  for (const recipe of recipes) {
    const ingredients = ingredientsOf(recipe).map((name) => {
      const key = keys.get(name);
      if (key === undefined) throw new Error(`Expected ${name} before ${recipe.name}, which is made from it.`);
      return key;
    });
    const { context, ...rest } = recipe.kind === 'build' ? recipe : { ...recipe, context: [] };
    const files = context.map((entry) => [entry.path, digestOf(entry, inputs)]);
    keys.set(
      recipe.name,
      digest(JSON.stringify([buildVersion, inputs.platform, rest, ingredients, files])).slice(0, 16),
    );
  }
  return keys;
}

function digestOf(entry: ContextFile, inputs: Inputs): string {
  switch (entry.kind) {
    case 'file':
      return inputs.fileDigest(entry.file);
    case 'tool':
      // What a program is made from, not what it is: that can be told before it is built.
      return `${toolSources[entry.tool].goPackage} ${inputs.releaseDigest(toolSources[entry.tool].release)}`;
    case 'source':
      return `${entry.module}/${entry.file} ${inputs.releaseDigest(entry.release)}`;
  }
}

function inputsOnDisk(): Inputs {
  const releases = new Map<Release, string>();
  const { os, arch } = currentPlatform();
  return {
    platform: `${os}/${arch}`,
    fileDigest: (file) => digest(`${statSync(file).mode & 0o111 ? 'x' : '-'}${readFileSync(file, 'utf8')}`),
    releaseDigest(release) {
      const known = releases.get(release) ?? digestOfRelease(release);
      releases.set(release, known);
      return known;
    },
  };
}

function digestOfRelease(release: Release): string {
  const folder = join(packageRoot(), 'offline', release);
  const files = readdirSync(folder).sort();
  return digest(
    JSON.stringify([versionOf(release), files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])]),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
