import type { Toolchain } from '../../toolchain/index.ts';
import type { Tuning } from './config.ts';

/** What a kwok cluster is made of, and where it is kept. */
export interface KwokOptions {
  /** Cluster name; several live side by side under different names. */
  name: string;
  /** Folder for everything that clusters keep, outside the checkout. */
  root: string;
  /** Asked for only when binaries are needed: the first time it may build for minutes. */
  toolchain: () => Promise<Toolchain>;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  onWait?: (message: string) => void;
  tuning?: Tuning;
}
