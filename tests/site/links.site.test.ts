import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it } from 'vitest';
import { findFile } from '../../scripts/site/serve.ts';
import { brokenLinks, type LinkedPage } from './support/links.ts';
import { useBrowser } from './support/visit.ts';

const { folder, origin, pages } = inject('site');
const open = useBrowser();

/** The ids of each page and what it points at, as a browser reads its HTML. */
async function read(paths: readonly string[]): Promise<LinkedPage[]> {
  const found = await Promise.all(paths.map((path) => findFile(folder, path)));
  await using visit = await open('/start');
  return await visit.page.evaluate(
    ({ sources, base }) =>
      sources.map(({ path, html }) => {
        const parsed = new DOMParser().parseFromString(html, 'text/html');
        const attributes = (selector: string, name: string) =>
          [...parsed.querySelectorAll(selector)].map((element) => element.getAttribute(name) ?? '');
        const targets = [...attributes('a[href], link[href]', 'href'), ...attributes('[src]', 'src')];
        const links = targets.filter((target) => !/^(mailto|data|javascript):/.test(target));
        return {
          path,
          ids: [...parsed.querySelectorAll('[id]')].map(({ id }) => id),
          links: links.map((link) => new URL(link, `${base}${path}`).href),
        };
      }),
    {
      base: origin,
      sources: paths.map((path, at) => ({ path, html: found[at]?.body.toString('utf8') ?? '' })),
    },
  );
}

describe('the links of the site', () => {
  it('lead to pages, files and headings that exist', async () => {
    const linked = await read([...pages, '/404', '/search']);
    expect(linked.flatMap(({ links }) => links).length).toBeGreaterThan(pages.length);
    const exists = async (path: string) => (await findFile(folder, path)) !== undefined;
    const site = new URL((await readFile(`${folder}/sitemap.xml`, 'utf8')).match(/<loc>([^<]+)</)?.[1] ?? origin)
      .origin;
    expect(await brokenLinks(linked, { origins: [origin, site], exists })).toEqual([]);
  });

  it('are all read: one that leads nowhere is found', async () => {
    const page = (links: string[], ids: string[] = []) => ({ path: '/a', ids, links });
    const exists = async (path: string) => ['/a', '/b', '/c.png'].includes(path);
    const broken = (...links: string[]) =>
      brokenLinks([page(links, ['here']), { path: '/b', ids: ['there'], links: [] }], { origins: [origin], exists });
    expect(await broken(`${origin}/b#there`, `${origin}/a#here`, `${origin}/c.png`, 'https://a.example/x')).toEqual([]);
    expect(await broken(`${origin}/no`, `${origin}/b#here`, `${origin}/a#%C3%A9`)).toEqual([
      '/a links to /no, which does not exist',
      '/a links to /b#here, but /b has nothing with the id here',
      '/a links to /a#é, but /a has nothing with the id é',
    ]);
  });
});
