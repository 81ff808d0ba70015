/**
 * Draws static/img/social-card.png, what other sites show of a link to the course, from the SVG beside it.
 * Needs Chromium; run it after a change of the SVG and commit both.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './site/browser.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

async function fontFace(family: 'next' | 'mono'): Promise<string> {
  const name = `atkinson-hyperlegible-${family}`;
  const font = await readFile(at(`node_modules/@fontsource-variable/${name}/files/${name}-latin-wght-normal.woff2`));
  const title = family === 'next' ? 'Next' : 'Mono';
  return `@font-face { font-family: 'Atkinson Hyperlegible ${title} Variable'; font-weight: 200 800;
    src: url(data:font/woff2;base64,${font.toString('base64')}) }`;
}

const svg = await readFile(at('static/img/social-card.svg'), 'utf8');
const fonts = await Promise.all([fontFace('next'), fontFace('mono')]);
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.setContent(`<style>${fonts.join('')} body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ type: 'png' });
  await writeFile(at('static/img/social-card.png'), picture);
  console.log(`static/img/social-card.png: ${Math.round(picture.length / 1024)} KiB`);
} finally {
  await browser.close();
}
