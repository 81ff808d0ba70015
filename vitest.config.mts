import { defineConfig } from 'vitest/config';

const notTests = ['**/*.cluster.test.ts', '**/*.kind.test.ts', '**/*.site.test.ts', '**/node_modules/**'];

/**
 * `unit` needs nothing but Node; `house` holds the sources, maps and package to their rules; `cluster` starts real
 * control planes, each file its own, so no more than two run at once, and after the rest, whose timing they would disturb.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['harness/**/*.test.ts', 'scripts/**/*.test.ts', 'src/**/*.test.{ts,tsx}'],
          exclude: notTests,
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts'],
          exclude: notTests,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['harness/**/*.cluster.test.ts', 'tests/**/*.cluster.test.ts'],
          exclude: ['**/node_modules/**'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 900_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
