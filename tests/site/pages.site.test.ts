import { describe, expect, inject, it } from 'vitest';
import { axeViolations, overflowing, settled, showTheme, unfold } from './support/look.ts';
import { builtPages } from './support/site.ts';
import { useBrowser } from './support/visit.ts';

const { folder, pages } = inject('site');
const phone = { width: 360, height: 740 };
const missing = '/no-such-page';

describe('the sitemap', () => {
  it('names every page that was built, but for those that are no place to begin', () => {
    const isListed = (path: string) => pages.includes(path) || pages.includes(path.replace(/\/$/, ''));
    expect(builtPages(folder).filter((path) => !isListed(path))).toEqual(['/404', '/search']);
  });
});

describe.concurrent('the page', () => {
  const open = useBrowser();

  it.each([...pages, '/search', missing])('%s works, for everybody, in both themes and on a phone', async (path) => {
    await using visit = await open(path, { viewport: { width: 1280, height: 800 } });
    const { page, problems } = visit;
    await settled(page);
    await unfold(page);
    await showTheme(page, 'light');
    expect(await axeViolations(page), 'light').toEqual([]);
    // Themes differ in colours alone.
    await showTheme(page, 'dark');
    expect(await axeViolations(page, 'colour'), 'dark').toEqual([]);
    await page.setViewportSize(phone);
    expect(await overflowing(page), 'at 360 px').toEqual([]);
    // That a page does not exist is said by its status, which the console repeats.
    expect(problems.filter((problem) => !problem.endsWith(missing))).toEqual([]);
  });
});
