import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { CachePlace } from './cache.ts';
import type { BinarySource } from './events.ts';
import { describeBinary, type ManifestEntry, readManifest, syncFolder, writeManifest } from './manifest.ts';
import type { ToolName } from './tools.ts';

export interface Finished {
  readonly tool: ToolName;
  /** Complete, and in the same file system as the cache. */
  readonly file: string;
  readonly source: BinarySource;
}

/** Puts a finished binary in its place; the manifest entry comes last, so that nothing counts before it is whole. */
export async function installBinary(place: CachePlace, { tool, file, source }: Finished): Promise<ManifestEntry> {
  await chmod(file, 0o755);
  await syncFile(file);
  const entry = await describeBinary(file, source);
  await mkdir(place.binDir, { recursive: true });
  await rename(file, join(place.binDir, tool));
  await syncFolder(place.binDir);
  const manifest = await readManifest(place);
  await writeManifest(place, { ...manifest, binaries: { ...manifest.binaries, [tool]: entry } });
  return entry;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
