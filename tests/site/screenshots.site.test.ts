import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { settled } from './support/look.ts';
import { useBrowser } from './support/visit.ts';

const folder = join(import.meta.dirname, '..', '..', 'artifacts', 'site');
const screens = {
  landing: '/',
  lesson: '/placement/node-selector',
  lab: '/labs/node-selector',
  explorer: '/explorer',
  replay: '/replay',
  progress: '/progress',
};
const desktop = { viewport: { width: 1280, height: 900 } };
const variants = {
  light: desktop,
  dark: { ...desktop, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
} as const;

describe('pictures of the site', () => {
  const open = useBrowser();
  beforeAll(() => mkdir(folder, { recursive: true }));

  it.each(Object.entries(screens))('of %s are in artifacts/site/', async (name, path) => {
    for (const [variant, options] of Object.entries(variants)) {
      await using visit = await open(path, options);
      await settled(visit.page);
      expect(await visit.page.evaluate(() => document.documentElement.dataset.theme)).toBe(
        variant === 'dark' ? 'dark' : 'light',
      );
      const file = join(folder, `${name}-${variant}.png`);
      await visit.page.screenshot({ path: file });
      expect((await stat(file)).size).toBeGreaterThan(10_000);
    }
  });
});
