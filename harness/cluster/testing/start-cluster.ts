import { cacheRoot, ensureToolchain } from '../../toolchain/index.ts';
import { KwokProvider } from '../kwok/kwok.ts';

/** A program that starts the cluster it is told to; for tests that kill it half-way. */
const [name = ''] = process.argv.slice(2);
await new KwokProvider({
  name,
  root: cacheRoot(process.env),
  toolchain: () => ensureToolchain({ env: process.env }),
  env: process.env,
}).up();
