import { defineConfig } from 'vitest/config';

/** Tests of the production build in a real Chromium: they build the site once, or take what ONE_PER_NODE_SITE names. */
export default defineConfig({
  test: {
    name: 'site',
    include: ['tests/site/**/*.site.test.ts'],
    globalSetup: ['tests/site/support/setup.ts'],
    maxWorkers: 2,
    maxConcurrency: 3,
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 60_000,
  },
});
