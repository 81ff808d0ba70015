import { cacheRoot, ensureToolchain } from '../../toolchain/index.ts';
import { KindProvider } from '../kind/kind.ts';
import type { KindOptions } from '../kind/options.ts';

export const root = cacheRoot(process.env);

export function kindProvider(name: string, over: Partial<KindOptions> = {}): KindProvider {
  const toolchain = () => ensureToolchain({ env: process.env });
  return new KindProvider({ name, root, toolchain, env: process.env, ...over });
}
