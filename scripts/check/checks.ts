/** One thing that must hold of the sources, and the command that mends it. */
export interface Check {
  name: string;
  /** Program and arguments; programs are found in node_modules/.bin. */
  command: readonly [string, ...string[]];
  /** Mends what a machine can mend. */
  fix?: readonly [string, ...string[]];
  /** What to do where no command mends it. */
  advice?: string;
}

/** What `npm run check` holds, in the order in which it is shown. */
export const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '--noEmit'], advice: 'correct the types' },
  {
    name: 'types of the site',
    command: ['tsc', '-p', 'src/tsconfig.json', '--noEmit'],
    advice: 'correct the types',
  },
  {
    name: 'lint and format',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=20'],
    fix: ['biome', 'check', '--write'],
  },
  { name: 'schemas', command: ['node', 'scripts/schemas.ts', '--check'], fix: ['node', 'scripts/schemas.ts'] },
  {
    name: 'reference pages',
    command: ['node', 'scripts/reference-pages.ts', '--check'],
    fix: ['node', 'scripts/reference-pages.ts'],
  },
  {
    name: 'house',
    command: ['vitest', 'run', '--project', 'house', '--reporter=dot'],
    advice: 'correct the maps, imports, sizes or the package, as the message says',
  },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter=dot'], advice: 'correct the code' },
];
