import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../scripts/site/browser.ts';
import { serveFolder } from '../scripts/site/serve.ts';
import { sitePages } from '../tests/site/support/site.ts';
import { type Figure, median, ms, spread, timed } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** The site as it is built, loaded and used in a real Chromium. */
export async function benchSite(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'one-per-node-site-'));
  try {
    const cold = await timed(() => build(folder));
    const warm = await timed(() => build(folder));
    const pages = await sitePages(folder);
    const served = await serveFolder(folder);
    const browser = await launchChromium();
    try {
      const of = (path: string) => `${served.origin}${path}`;
      return [
        {
          what: `site: build of ${pages.length} pages, warm`,
          measured: ms(warm),
          beside: `the build before it: ${ms(cold)}`,
          goal: '≤ 60 s',
        },
        ...(await scripts(browser, pages, of)),
        await evaluation(browser, of('/explorer?nodes=1000')),
        await routeChange(browser, of('/start')),
      ];
    } finally {
      await browser.close();
      await served.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function build(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', '.bin', 'docusaurus');
    const child = spawn(program, ['build', '--out-dir', folder], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error('The site could not be built.'))));
  });
}

/** JavaScript that a page loads before anybody touches it, in bytes as gzip sends them. */
interface Weight {
  /** What the page itself needs. */
  own: number;
  /** All of it, with what is fetched ahead for the links in view. */
  all: number;
}

async function weigh(browser: Browser, url: string): Promise<Weight> {
  const page = await browser.newPage();
  const bodies: Promise<{ size: number; ahead: boolean }>[] = [];
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    const ahead = response.request().resourceType() !== 'script';
    bodies.push(response.body().then((body) => ({ size: gzipSync(body).length, ahead })));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(bodies);
  await page.close();
  const sum = (of: typeof sizes) => of.reduce((total, { size }) => total + size, 0);
  return { all: sum(sizes), own: sum(sizes.filter(({ ahead }) => !ahead)) };
}

/** Pages below these are no lessons. */
const others = ['labs', 'reference', 'search', 'explorer', 'replay', 'progress', 'start'];

async function scripts(browser: Browser, pages: readonly string[], of: (path: string) => string): Promise<Figure[]> {
  const lessons = pages.filter((path) => path.split('/').length === 3 && !others.includes(path.split('/')[1] ?? ''));
  const weights: (Weight & { path: string })[] = [];
  for (const path of lessons) weights.push({ path, ...(await weigh(browser, of(path))) });
  const heaviest = weights.toSorted((a, b) => b.all - a.all)[0];
  const kb = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
  const rows = [
    {
      what: `site: JavaScript of a lesson, gzip (${lessons.length} lessons)`,
      measured: `${kb(median(weights.map(({ all }) => all)))} (at most ${kb(heaviest?.all ?? 0)}, ${heaviest?.path})`,
      beside: `without what is fetched ahead for links: ${kb(median(weights.map(({ own }) => own)))}`,
      goal: '≤ 250 KB',
    },
  ];
  for (const path of ['/explorer', '/replay']) {
    const { all, own } = await weigh(browser, of(path));
    const beside = `without what is fetched ahead for links: ${kb(own)}`;
    rows.push({ what: `site: JavaScript of ${path}, gzip`, measured: kb(all), beside, goal: '≤ 400 KB' });
  }
  return rows;
}

/** What the page measured under a name since it was last asked. */
async function taken(page: Page, name: string): Promise<number[]> {
  return page.evaluate((wanted) => {
    const durations = performance.getEntriesByName(wanted).map(({ duration }) => duration);
    performance.clearMeasures(wanted);
    return durations;
  }, name);
}

/** An edit of the DaemonSet on 1,000 nodes: until there is an answer, and until it is drawn. */
async function evaluation(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const field = page.getByRole('textbox', { name: 'DaemonSet', exact: true });
  const text = await field.inputValue();
  await taken(page, 'explorer:evaluate');
  await taken(page, 'explorer:update');
  for (let edit = 1; edit <= 20; edit += 1) {
    await field.fill(`${text}\n# edit ${edit}`);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  const [evaluated, updated] = [await taken(page, 'explorer:evaluate'), await taken(page, 'explorer:update')];
  await page.close();
  return {
    what: 'site: Explorer evaluates 1,000 nodes anew',
    measured: spread(evaluated),
    beside: `with the drawing: ${spread(updated)}`,
    goal: '≤ 16 ms',
  };
}

/** From the press of a link to the other page's heading on the screen, from page to page through the course. */
async function routeChange(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const times: number[] = [];
  while (times.length < 12 && (await page.locator('.pagination-nav__link--next').count()) > 0) {
    times.push(
      await page.evaluate(async () => {
        const frame = () => new Promise(requestAnimationFrame);
        const before = document.title;
        const started = performance.now();
        document.querySelector<HTMLAnchorElement>('.pagination-nav__link--next')?.click();
        while (document.title === before && performance.now() - started < 10_000) await frame();
        await frame();
        return performance.now() - started;
      }),
    );
    await page.waitForLoadState('networkidle');
  }
  await page.close();
  return { what: 'site: from one lesson to the next', measured: spread(times), goal: '≤ 100 ms' };
}
