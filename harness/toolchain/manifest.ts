import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CachePlace } from './cache.ts';
import type { BinarySource } from './events.ts';
import type { ToolName } from './tools.ts';

/** What a binary was when we installed it. */
export interface ManifestEntry {
  readonly sha256: string;
  readonly size: number;
  /** Nanoseconds, as text, because they exceed a safe integer. */
  readonly mtimeNs: string;
  readonly inode: string;
  readonly source: BinarySource;
}

export interface Manifest {
  readonly schemaVersion: 1;
  readonly binaries: Readonly<Partial<Record<ToolName, ManifestEntry>>>;
}

export type BinaryState =
  | {
      state: 'intact';
      entry: ManifestEntry /** Content is right, but times or inode are not those recorded. */;
      moved: boolean;
    }
  | { state: 'missing' }
  | { state: 'damaged'; reason: string };

/** The manifest of a place; one that is absent or unreadable counts as empty, so its binaries are made again. */
export async function readManifest(place: CachePlace): Promise<Manifest> {
  const empty: Manifest = { schemaVersion: 1, binaries: {} };
  try {
    const parsed = JSON.parse(await readFile(place.manifest, 'utf8')) as Partial<Manifest> | null;
    return parsed?.schemaVersion === 1 && parsed.binaries ? (parsed as Manifest) : empty;
  } catch {
    return empty;
  }
}

/** Replaces the manifest at once: a reader sees the old one or the new one. */
export async function writeManifest(place: CachePlace, manifest: Manifest): Promise<void> {
  const aside = `${place.manifest}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(aside, 'wx');
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, place.manifest);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(place.manifest));
}

/**
 * Size, mtime and inode are compared at each start, and the content only when they differ, because a digest of all
 * binaries (0.4 GB) costs about a second each time and guards only against someone who can rewrite the manifest too.
 */
export async function checkBinary(place: CachePlace, tool: ToolName, options: CheckOptions): Promise<BinaryState> {
  const entry = options.manifest.binaries[tool];
  if (entry === undefined) return { state: 'missing' };
  const path = join(place.binDir, tool);
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found === undefined) return { state: 'missing' };
  if (!found.isFile() || Number(found.size) !== entry.size) {
    return { state: 'damaged', reason: `expected ${entry.size} bytes, found ${found.size}` };
  }
  const moved = found.mtimeNs.toString() !== entry.mtimeNs || found.ino.toString() !== entry.inode;
  if (!moved && !options.digest) return { state: 'intact', entry, moved };
  const sha256 = await digestOf(path);
  if (sha256 !== entry.sha256) return { state: 'damaged', reason: `expected sha256 ${entry.sha256}, found ${sha256}` };
  return { state: 'intact', entry, moved };
}

export interface CheckOptions {
  readonly manifest: Manifest;
  /** Read the content even when size, mtime and inode are right. */
  readonly digest: boolean;
}

/** The manifest entry of a file as it lies on disk now. */
export async function describeBinary(path: string, source: BinarySource): Promise<ManifestEntry> {
  const sha256 = await digestOf(path);
  const found = await stat(path, { bigint: true });
  return {
    sha256,
    size: Number(found.size),
    mtimeNs: found.mtimeNs.toString(),
    inode: found.ino.toString(),
    source,
  };
}

/** The sha256 of a file, in hex. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Makes a rename in `folder` survive a power cut; some file systems cannot, and then nothing is lost but that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
