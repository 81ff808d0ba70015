import { chmod, copyFile, link, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { moduleFolder } from '../../../toolchain/go-modules.ts';
import type { BuildRecipe, ContextFile } from '../recipe.ts';
import type { Workbench } from './workbench.ts';

/** Lays out the folder that `docker build` is given: the Dockerfile and every file of the recipe at its place. */
export async function writeContext(recipe: BuildRecipe, folder: string, bench: Workbench): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'Dockerfile'), recipe.dockerfile);
  for (const entry of recipe.context) {
    const target = join(folder, entry.path);
    await mkdir(dirname(target), { recursive: true });
    await place(entry, target, bench);
  }
}

async function place(entry: ContextFile, target: string, bench: Workbench): Promise<void> {
  switch (entry.kind) {
    case 'file':
      return copyFile(entry.file, target);
    case 'tool': {
      const binary = bench.tools.get(entry.tool);
      if (binary === undefined) throw new Error(`Expected the tool ${entry.tool} to have been made ready.`);
      // The cache's own binaries are on the same disk, and docker only reads them.
      return link(binary, target).catch(() => copyFile(binary, target));
    }
    case 'source': {
      const module = await moduleFolder(entry.release, entry.module, bench);
      await copyFile(join(module, entry.file), target);
      return chmod(target, 0o644);
    }
  }
}
