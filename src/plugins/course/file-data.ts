import { existsSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type Lab, variants } from '../../../harness/lab/index.ts';
import type { FileData } from './types.ts';

const languages: Record<string, FileData['language']> = { '.yaml': 'yaml', '.yml': 'yaml', '.sh': 'bash' };

/** The language in which a file is coloured. */
export const languageOf = (path: string): FileData['language'] => languages[extname(path)] ?? 'text';

/** Every file that a lab has of its own, by its path in the lab's folder; `lab.yaml` is one too. */
export function labFilePaths(lab: Lab): string[] {
  const files = variants(lab).flatMap(({ files }) => files.map(({ from }) => from));
  const paths = files.filter(existsSync).map((from) => relative(lab.dir, from).replaceAll(sep, '/'));
  return [...new Set([...paths, 'lab.yaml'])];
}

/** A file of a lab by its path in the lab's folder. */
export function fileData(lab: Lab, path: string): FileData {
  return { path, text: readFileSync(join(lab.dir, path), 'utf8'), language: languageOf(path) };
}
