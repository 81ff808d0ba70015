import { defineConfig } from 'vitest/config';

/** Tests on a real kind cluster: they need a container engine and the images, and take turns on the one cluster. */
export default defineConfig({
  test: {
    name: 'kind',
    include: ['harness/**/*.kind.test.ts', 'tests/**/*.kind.test.ts'],
    exclude: ['**/node_modules/**'],
    setupFiles: ['harness/cluster/testing/time-limit.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
