import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { chromiumPath } from '../../../scripts/site/browser.ts';
import { serveFolder } from '../../../scripts/site/serve.ts';
import { type Site, sitePages } from './site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    site: Site;
  }
}

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Builds the site, or takes the build that ONE_PER_NODE_SITE names, and serves it to all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  chromiumPath();
  const named = process.env.ONE_PER_NODE_SITE;
  const folder = named ? resolve(named) : await build(resolve(root, 'build'));
  const pages = await sitePages(folder);
  const served = await serveFolder(folder);
  project.provide('site', { folder, origin: served.origin, pages });
  return served.close;
}

async function build(folder: string): Promise<string> {
  const started = performance.now();
  const child = spawn('docusaurus', ['build', '--out-dir', folder], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((end, fail) => child.once('error', fail).once('close', end));
  if (code !== 0) throw new Error(`The site could not be built:\n${output}`);
  process.stderr.write(`built the site in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return folder;
}
