import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cliPage } from './reference/cli-page.ts';
import { expectationsPage, labFormatPage } from './reference/pages.ts';

/** Writes the pages of `docs/reference/` that say what the schemas and the program's help say; with `--check` it only says whether they differ. */
const root = join(import.meta.dirname, '..');
const pages: Record<string, () => string | Promise<string>> = {
  'docs/reference/lab-format.mdx': labFormatPage,
  'docs/reference/expectations.mdx': expectationsPage,
  'docs/reference/cli.mdx': cliPage,
};

const check = process.argv.includes('--check');
for (const [path, page] of Object.entries(pages)) {
  const text = await page();
  if ((await readFile(join(root, path), 'utf8').catch(() => '')) === text) continue;
  console.log(check ? `${path} is not what the sources say. Run: npm run fix` : `wrote ${path}`);
  if (check) process.exitCode = 1;
  else {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
