import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** The site under test. */
export interface Site {
  /** Where its files lie. */
  folder: string;
  /** Where it is served, without a slash at the end. */
  origin: string;
  /** The paths in its sitemap. */
  pages: string[];
}

/** The paths in the sitemap; throws when there is none, or one without pages. */
export async function sitePages(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'sitemap.xml'), 'utf8').catch(() => '');
  const pages = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
  if (pages.length === 0)
    throw new Error(`Expected pages in ${folder}/sitemap.xml but found none. Next: npm run build`);
  return pages.sort();
}

/** Every page that was built, as its path: `placement/pending.html` is `/placement/pending`. */
export function builtPages(folder: string): string[] {
  const files = globSync('**/*.html', { cwd: folder }).map((file) => file.replaceAll(sep, '/'));
  return files.map((file) => `/${file.replace(/\.html$/, '').replace(/(^|\/)index$/, '')}`).sort();
}
