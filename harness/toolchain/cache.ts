import { homedir } from 'node:os';
import { join } from 'node:path';
import { CourseError, ToolchainError } from '../errors.ts';
import { currentPlatform, type Platform, type ToolSet, toolchainKey } from './tools.ts';

/** The folder for everything we keep between runs; outside the checkout, so that a fresh clone starts warm. */
export function cacheRoot(env: NodeJS.ProcessEnv): string {
  if (env.ONE_PER_NODE_CACHE) return env.ONE_PER_NODE_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'one-per-node');
  const home = env.HOME || homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'one-per-node')
    : join(home, '.cache', 'one-per-node');
}

/** Where the parts of one toolchain lie. */
export interface CachePlace {
  readonly root: string;
  /** Holds one folder per key; pruning looks here. */
  readonly toolchains: string;
  readonly folder: string;
  readonly binDir: string;
  readonly manifest: string;
  readonly lock: string;
}

/** The place for one set of this machine's toolchain at the pinned versions. */
export function cachePlace(
  env: NodeJS.ProcessEnv,
  platform: Platform = currentPlatform(),
  set: ToolSet = 'control-plane',
): CachePlace {
  const root = cacheRoot(env);
  const toolchains = join(root, 'toolchain');
  const folder = join(toolchains, toolchainKey(platform, set));
  return {
    root,
    toolchains,
    folder,
    binDir: join(folder, 'bin'),
    manifest: join(folder, 'manifest.json'),
    lock: `${folder}.lock`,
  };
}

const diskFull = new Set(['ENOSPC', 'EDQUOT']);
const notWritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);

/** Turns a file system error inside the cache into one that names the folder and the way out; others pass unchanged. */
export function explainCacheError(error: unknown, root: string): unknown {
  if (error instanceof CourseError) return error;
  const { code = '', syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (diskFull.has(code)) return diskFullError(root, error);
  // Node's recursive mkdir says ENOENT where the file system is read-only.
  if (!notWritable.has(code) && !(code === 'ENOENT' && syscall === 'mkdir')) return error;
  return new ToolchainError(
    'E_CACHE_NOT_WRITABLE',
    `Expected a cache folder that can be written but found that ${root} cannot (${code}: ${(error as Error).message}).`,
    { cause: error, next: 'Set ONE_PER_NODE_CACHE to a folder that you may write, then run again.' },
  );
}

/** The error for a full disk or quota, whoever noticed it. */
export function diskFullError(root: string, cause: unknown): ToolchainError {
  return new ToolchainError(
    'E_CACHE_DISK_FULL',
    `Expected about 1 GB of free space for the toolchain in ${root} but found a disk full: ${(cause as Error).message}`,
    { cause, next: 'Free some space, or set ONE_PER_NODE_CACHE to a folder on a larger disk, then run again.' },
  );
}
