import { kindProvider } from './kind-provider.ts';

/** A program that starts the kind cluster it is told to; for tests that kill it half-way. */
const [name = ''] = process.argv.slice(2);
await kindProvider(name).up();
