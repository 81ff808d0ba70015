import type { Toolchain } from '../../toolchain/index.ts';

/** Somebody's own cluster, and what we may do there. */
export interface KubeconfigOptions {
  /** Name under which we keep what we know of it: `clusterNameOf` its context. */
  name: string;
  /** Folder for everything that clusters keep, outside the checkout. */
  root: string;
  /** Its kubectl reads kubeconfigs, however they are written and merged. */
  toolchain: () => Promise<Pick<Toolchain, 'binaries'>>;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  onWait?: (message: string) => void;
  /** The context as the user named it; without one, a cluster that was named before is meant. */
  source?: Partial<NamedContext>;
  /** Whether labels, taints and cordons of its nodes may be changed; they are put back afterwards. */
  allowNodeChanges?: boolean;
}

/** A context of a kubeconfig. */
export interface NamedContext {
  context: string;
  /** The kubeconfig that holds it; without it, what kubectl itself would read. */
  file?: string;
}
