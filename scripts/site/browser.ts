import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What Chromium and its relatives are called. */
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** No sandbox, for root of a CI machine has none; and nothing that asks for the network by itself. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The system's Chromium; throws with what to install where there is none. */
export function chromiumPath({ PATH = '', ONE_PER_NODE_CHROMIUM: named }: NodeJS.ProcessEnv = process.env): string {
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`Expected Chromium at ONE_PER_NODE_CHROMIUM=${named} but there is no such file.`);
  }
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (found) return found;
  throw new Error(
    [
      `Expected one of ${names.join(', ')} on the PATH but found none: the site is tested in a real browser.`,
      'Next: apt-get install chromium, or set ONE_PER_NODE_CHROMIUM to its program.',
    ].join('\n'),
  );
}

/** Starts the system's Chromium without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args });
}
