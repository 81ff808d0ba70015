import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cachePlace, explainCacheError } from './cache.ts';
import { tryLock } from './lock.ts';
import { currentPlatform, type ToolSet, toolSets } from './tools.ts';

export interface Pruned {
  readonly freedBytes: number;
  /** The folders that are gone. */
  readonly removed: string[];
}

/** Removes the toolchains of other versions; leaves the current sets, and any that a live process is working on. */
export async function pruneToolchain({ env }: { env: NodeJS.ProcessEnv }): Promise<Pruned> {
  const place = cachePlace(env);
  const current = (Object.keys(toolSets) as ToolSet[]).map((set) => cachePlace(env, currentPlatform(), set).folder);
  const removed: string[] = [];
  let freedBytes = 0;
  try {
    for (const folder of await foldersIn(place.toolchains)) {
      if (current.includes(folder)) continue;
      const lock = await tryLock(`${folder}.lock`, 'pruning');
      if (lock === undefined) continue;
      try {
        const bytes = await sizeOf(folder);
        await rm(folder, { recursive: true });
        freedBytes += bytes;
        removed.push(folder);
      } finally {
        await lock.release();
      }
    }
  } catch (error) {
    throw explainCacheError(error, place.root);
  }
  return { freedBytes, removed };
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(parent, name));
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
