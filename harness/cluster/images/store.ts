import { readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../toolchain/manifest.ts';
import type { Docker } from './docker.ts';
import { type ImagesPlace, type KeptImage, keptImage } from './place.ts';

/** What is noted of a kept image. */
export interface ImageRecord {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly ref: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The record of a kept image; undefined when there is none, or its archive is not as long as it says. */
export function readImageRecord(kept: KeptImage): ImageRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(kept.record, 'utf8')) as ImageRecord;
    return record.schemaVersion === 1 && statSync(kept.archive).size === record.sizeBytes ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Writes an image's archive and record; whoever reads meanwhile sees all of it or nothing. */
export async function saveImage(
  docker: Docker,
  place: ImagesPlace,
  { name, ref, key }: { name: string; ref: string; key: string },
): Promise<void> {
  const kept = keptImage(place, name, key);
  await mkdir(kept.folder, { recursive: true });
  const aside = `${kept.archive}.tmp`;
  await docker.run('save', '--output', aside, ref);
  const sizeBytes = statSync(aside).size;
  const record: ImageRecord = { schemaVersion: 1, name, ref, key, sizeBytes, sha256: await digestOf(aside) };
  await rm(kept.record, { force: true });
  await rename(aside, kept.archive);
  await writeFile(`${kept.record}.tmp`, `${JSON.stringify(record, null, 2)}\n`);
  await rename(`${kept.record}.tmp`, kept.record);
  await removeOlder(place, name, key);
}

/** One key of each image is enough: an archive may have more than a gigabyte. */
async function removeOlder({ folder }: ImagesPlace, name: string, key: string): Promise<void> {
  const older = (await readdir(folder)).filter((entry) => isOlder(entry, name, key));
  for (const entry of older) await rm(join(folder, entry), { recursive: true, force: true });
}

/** Whether a folder holds the same image under another key; `node` is not `node-exporter`. */
export function isOlder(entry: string, name: string, key: string): boolean {
  return (
    entry !== `${name}-${key}` && entry.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(entry.slice(name.length + 1))
  );
}
