import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Lab } from '../schema.ts';
import { readYaml, type YamlFile } from '../yaml-file.ts';

/** How messages call a lab's folder: `labs/node-selector`. */
export function shownFolder({ dir }: Pick<Lab, 'dir'>): string {
  return `${basename(dirname(dir))}/${basename(dir)}`;
}

/** The lab.yaml of a lab that was loaded, to say where in it something stands. */
export async function sourceOf(lab: Pick<Lab, 'dir'>): Promise<YamlFile> {
  return readYaml(`${shownFolder(lab)}/lab.yaml`, await readFile(join(lab.dir, 'lab.yaml'), 'utf8'));
}
