import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A page of docs by its place. */
export interface Page {
  /** Absolute path. */
  file: string;
  /** The path that messages show, such as docs/placement/node-selector.mdx. */
  shown: string;
  /** Its id in Docusaurus, such as placement/node-selector. */
  id: string;
  /** Lessons have abilities, a quiz and sources; start and reference pages have not. */
  kind: 'lesson' | 'plain';
}

/** The page that lies at an absolute path, or undefined where no page of docs is. */
export function pageAt(root: string, file: string): Page | undefined {
  const shown = relative(root, file).replaceAll(sep, '/');
  const id = /^docs\/(.+)\.mdx?$/.exec(shown)?.[1];
  if (id === undefined) return undefined;
  return { file, shown, id, kind: id.includes('/') && !id.startsWith('reference/') ? 'lesson' : 'plain' };
}

/** Every page below docs/, in the order of their paths. */
export async function pagesBelow(root: string): Promise<Page[]> {
  const files = await readdir(join(root, 'docs'), { recursive: true });
  return files.sort().flatMap((file) => pageAt(root, join(root, 'docs', file)) ?? []);
}
