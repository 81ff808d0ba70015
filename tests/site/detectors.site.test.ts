import { describe, expect, inject, it } from 'vitest';
import { axeViolations, overflowing, showTheme } from './support/look.ts';
import { useBrowser, type Visit } from './support/visit.ts';

const { origin } = inject('site');

/** A page with which nothing is wrong. */
const sound = `<!doctype html><html lang="en"><head><title>Sound</title><link rel="icon" href="data:,"><style>
  html { background: #fff; color: #111 } html[data-theme=dark] { background: #111; color: #eee }
</style></head><body><main><h1>Sound</h1></main></body></html>`;

// What the other tests rely on: each way of looking finds what it is there to find.
describe('what looks at pages', () => {
  const open = useBrowser();
  const openSound = async (): Promise<Visit & AsyncDisposable> => {
    const visit = await open('/robots.txt');
    await visit.page.setContent(sound);
    return visit;
  };
  const add = ({ page }: Visit, html: string) =>
    page.evaluate((added) => document.querySelector('main')?.insertAdjacentHTML('beforeend', added), html);

  it('finds nothing where nothing is wrong', async () => {
    await using visit = await openSound();
    await visit.page.evaluate("console.log('fine')");
    expect(await axeViolations(visit.page)).toEqual([]);
    expect(await overflowing(visit.page)).toEqual([]);
    expect(visit.problems).toEqual([]);
  });

  it('hears errors, warnings, exceptions and rejections', async () => {
    await using visit = await openSound();
    await visit.page.evaluate("console.warn('w'); console.error('e')");
    await visit.page.evaluate("setTimeout(() => { throw new Error('x') }); void Promise.reject(new Error('y'))");
    await expect
      .poll(() => visit.problems.toSorted())
      .toEqual(['console: e', 'console: w', 'exception: x', 'exception: y']);
  });

  it('hears a request to another host, and a file that is not there', async () => {
    await using visit = await openSound();
    await visit.page.route('https://elsewhere.example/**', (route) => route.fulfill({ body: '' }));
    await add(visit, '<img alt="" src="https://elsewhere.example/a.png"><img alt="" src="/no-such.png">');
    const due = ['asks another host: https://elsewhere.example/a.png', `answer 404: ${origin}/no-such.png`];
    await expect.poll(() => visit.problems).toEqual(expect.arrayContaining(due));
  });

  it.each([
    ['image-alt', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'],
    ['label', '<input type="text">'],
    ['color-contrast', '<p style="color: #999; background: #aaa">faint</p>'],
    ['heading-order', '<h6>too deep</h6>'],
  ])('finds what breaks the rule %s', async (rule, html) => {
    await using visit = await openSound();
    await add(visit, html);
    expect((await axeViolations(visit.page)).join('\n')).toContain(`${rule}: `);
  });

  it('finds colours that fail in the dark alone', async () => {
    await using visit = await openSound();
    await add(visit, '<p style="color: #333">ink on paper</p>');
    await showTheme(visit.page, 'light');
    expect(await axeViolations(visit.page)).toEqual([]);
    await showTheme(visit.page, 'dark');
    expect((await axeViolations(visit.page, 'colour')).join('\n')).toContain('color-contrast: ');
  });

  it('finds what is wider than a phone', async () => {
    await using visit = await openSound();
    await visit.page.setViewportSize({ width: 360, height: 740 });
    await add(visit, '<div style="width: 400px">wide</div>');
    expect(await overflowing(visit.page)).not.toEqual([]);
  });
});
