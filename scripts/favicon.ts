/**
 * Draws static/favicon.ico from static/img/favicon.svg, for browsers that ask for it by that name whatever a page says.
 * Needs Chromium; run it after a change of the SVG and commit both.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './site/browser.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const size = 48;

const svg = await readFile(at('static/img/favicon.svg'));
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const source = `data:image/svg+xml;base64,${svg.toString('base64')}`;
  await page.setContent(`<style>body { margin: 0 }</style><img src="${source}" width="${size}" height="${size}">`);
  const picture = await page.screenshot({ type: 'png', omitBackground: true });
  // One picture, as PNG: the header, its entry in the directory, and then it.
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(picture.length, 14);
  head.writeUInt32LE(head.length, 18);
  await writeFile(at('static/favicon.ico'), Buffer.concat([head, picture]));
} finally {
  await browser.close();
}
