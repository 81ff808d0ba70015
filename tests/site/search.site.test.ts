import { describe, expect, it } from 'vitest';
import { settled } from './support/look.ts';
import { useBrowser } from './support/visit.ts';

describe('the search', () => {
  const open = useBrowser();
  const found = async (words: string) => {
    await using visit = await open(`/search?q=${encodeURIComponent(words)}`);
    const { page, problems } = visit;
    const results = page.locator('article a');
    await results.first().waitFor();
    expect(problems).toEqual([]);
    return await results.evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
    );
  };

  it('finds lessons by what they are about', async () => {
    expect(await found('tolerations')).toContain('/placement/taints-and-tolerations');
  });

  it('finds a lab by its name', async () => {
    expect(await found('Only the SSD nodes')).toContain('/placement/node-selector');
  });

  it('finds nothing where there is nothing', async () => {
    await using visit = await open('/search?q=zzyzzx');
    await settled(visit.page);
    expect(await visit.page.locator('article a').count()).toBe(0);
  });

  it('opens by a key, offers what it finds, and leads there by keyboard', async () => {
    await using visit = await open('/start');
    const { page, problems } = visit;
    await settled(page);
    await page.keyboard.press('/');
    await page.keyboard.type('tolerations');
    const option = page.getByRole('option').first();
    await option.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/start');
    expect(problems).toEqual([]);
  });
});
