import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expectationsPage, labFormatPage } from './reference/pages.ts';

/** Writes the pages of `docs/reference/` that say what the schemas say; with `--check` it only says whether they differ. */
const root = join(import.meta.dirname, '..');
const pages: Record<string, () => string> = {
  'docs/reference/lab-format.mdx': labFormatPage,
  'docs/reference/expectations.mdx': expectationsPage,
};

const check = process.argv.includes('--check');
for (const [path, page] of Object.entries(pages)) {
  const text = page();
  if ((await readFile(join(root, path), 'utf8').catch(() => '')) === text) continue;
  console.log(check ? `${path} is not what the schemas say. Run: npm run fix` : `wrote ${path}`);
  if (check) process.exitCode = 1;
  else {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
