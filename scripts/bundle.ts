import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { neededNode, programs, writeExecutable } from './bundle/entries.ts';
import { thirdPartyLicences } from './bundle/third-party.ts';

/**
 * Writes `dist/`: the programs of the npm package as plain JavaScript with everything they need inside, because Node
 * strips no types under node_modules. Chunks stay apart, so that the Kubernetes client is loaded only where it is used.
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const aside = join(root, 'node_modules', `.dist-${process.pid}`);

try {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(programs).map(([out, input]) => ({ in: input, out })),
    outdir: join(aside, 'lib'),
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${neededNode.major}.${neededNode.minor}`,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    // CommonJS packages inside the bundle ask for Node's own modules with require.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  for (const name of Object.keys(programs) as (keyof typeof programs)[]) await writeExecutable(aside, name);
  await writeFile(join(aside, 'THIRD-PARTY-LICENCES.txt'), thirdPartyLicences(root, Object.keys(metafile.inputs)));
  await rm(dist, { recursive: true, force: true });
  await rename(aside, dist);
} finally {
  await rm(aside, { recursive: true, force: true });
}
