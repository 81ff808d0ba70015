import type { Toolchain } from '../../toolchain/index.ts';

/** What a kind cluster is made of, and where it is kept. */
export interface KindOptions {
  /** Cluster name; kind and its containers bear it too. */
  name: string;
  /** Folder for everything that clusters keep, outside the checkout. */
  root: string;
  /** Asked for only when binaries are needed: the first time it may build for minutes. */
  toolchain: () => Promise<Toolchain>;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Something that the user should know of: who is being waited for, what was repaired. */
  onWait?: (message: string) => void;
  /** What is being done just now. */
  onProgress?: (message: string) => void;
  /** Node image to use instead of the one that fits this version. */
  image?: string;
}
