import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from '../../../scripts/site/browser.ts';

/** A page that is open, and what went wrong on it so far. */
export interface Visit {
  page: Page;
  /** Errors and warnings on the console, exceptions, answers that failed, requests to other hosts. */
  problems: string[];
}

/** Starts one browser for the tests of a file; the function it returns opens a page in a context of its own. */
export function useBrowser(): (path: string, options?: BrowserContextOptions) => Promise<Visit & AsyncDisposable> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  const { origin } = inject('site');
  return async (path, options = {}) => {
    if (!browser) throw new Error('The browser is started before all tests of a file.');
    const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const problems = watched(page, origin);
    await page.goto(path);
    return { page, problems, [Symbol.asyncDispose]: () => context.close() };
  };
}

/** Writes down what goes wrong on a page from now on. */
export function watched(page: Page, origin: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    // Where a file is missing, the text alone does not say which.
    const about = message.text().startsWith('Failed to load resource') ? ` ${message.location().url}` : '';
    if (['error', 'warning', 'assert'].includes(message.type())) problems.push(`console: ${message.text()}${about}`);
  });
  page.on('pageerror', ({ message }) => problems.push(`exception: ${message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) problems.push(`asks another host: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document')
      problems.push(`answer ${response.status()}: ${response.url()}`);
  });
  return problems;
}
