import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Fails, Lab, Trap } from './schema.ts';

/** One answer to a lab: the right one, what the learner begins with, or a wrong one. */
export interface Variant {
  /** `solution`, `starter` or `traps/<reason>`. */
  name: string;
  /** Its files: the path in the working directory and the absolute path of the source. */
  files: { path: string; from: string }[];
  /** Commands that replace those of the steps, by step id. */
  run: Record<string, string>;
  /** How it must fail; the solution must not. */
  fails?: Fails;
}

function trapVariant(lab: Lab, reason: string, trap: Trap): Variant {
  const folderOf = (path: string) => (trap.ownFiles.includes(path) ? `traps/${reason}` : 'solution');
  return {
    name: `traps/${reason}`,
    files: lab.files.map((path) => ({ path, from: join(lab.dir, folderOf(path), path) })),
    run: trap.run ?? {},
    fails: trap.fails,
  };
}

/** All answers to a lab: the solution, the starter, then the traps in the order of lab.yaml. */
export function variants(lab: Lab): Variant[] {
  const filesIn = (folder: string) => lab.files.map((path) => ({ path, from: join(lab.dir, folder, path) }));
  return [
    { name: 'solution', files: filesIn('solution'), run: {} },
    { name: 'starter', files: filesIn('starter'), run: {}, fails: lab.starter.fails },
    ...Object.entries(lab.traps).map(([reason, trap]) => trapVariant(lab, reason, trap)),
  ];
}

/** Copies the files of a variant into a folder, which has to be empty and is made if need be. */
export async function prepareVariant(variant: Variant, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const [found] = await readdir(dir);
  if (found !== undefined) {
    throw new UsageError('E_DIR_NOT_EMPTY', `Expected an empty folder at ${dir} but found ${found} in it.`);
  }
  for (const { path, from } of variant.files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await copyFile(from, join(dir, path));
  }
}
