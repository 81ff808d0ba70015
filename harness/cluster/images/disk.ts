import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { ClusterError } from '../../errors.ts';
import type { PlanStep } from './plan.ts';

const gigabyte = 1e9;

/** What a step may take at its worst, measured and rounded up: context, layers and draft of an image, and its archive. */
function bytesFor({ kind, recipe }: PlanStep): number {
  if (recipe.kind === 'node' || recipe.name === 'node-system') return 1.5 * gigabyte;
  return kind === 'build' ? 0.4 * gigabyte : 0.2 * gigabyte;
}

/** The space that these steps need together, with some to spare for everything else on the disk. */
export function bytesNeeded(steps: readonly PlanStep[]): number {
  return steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + bytesFor(step), gigabyte);
}

/** Refuses to begin what would fill a disk: an engine with a full disk fails in ways that nobody understands. */
export async function checkDisk(folders: readonly string[], steps: readonly PlanStep[]): Promise<void> {
  const needed = bytesNeeded(steps);
  if (needed === 0) return;
  for (const folder of folders) {
    if (!existsSync(folder)) await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    const shortage = shortageOf({ folder, free: bavail * bsize, needed });
    if (shortage !== undefined) throw shortage;
  }
}

/** The error of a disk that is too small for the work; undefined where it is large enough. */
export function shortageOf({
  folder,
  free,
  needed,
}: {
  folder: string;
  free: number;
  needed: number;
}): ClusterError | undefined {
  if (free >= needed) return undefined;
  const inGigabytes = (bytes: number) => `${(bytes / gigabyte).toFixed(1)} GB`;
  return new ClusterError(
    'E_DISK_SPACE',
    `Expected ${inGigabytes(needed)} of free space for images in ${folder} but found ${inGigabytes(free)}.`,
    {
      next: 'Free some space (`course doctor` shows what the caches hold, `docker system df` what the engine does), or set ONE_PER_NODE_CACHE to a folder on a larger disk.',
    },
  );
}
