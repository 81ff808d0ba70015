import { join } from 'node:path';
import { cacheRoot } from '../../toolchain/index.ts';

/** Where the parts of an engine that we start lie, all below the cache folder. */
export interface EnginePlace {
  readonly folder: string;
  /** Images and containers; kept when the engine ends, so that the next start is warm. */
  readonly dataRoot: string;
  readonly execRoot: string;
  readonly pidFile: string;
  readonly socket: string;
  readonly log: string;
  readonly runtime: string;
  readonly lock: string;
}

/** The place of our own engine in this environment's cache. */
export function enginePlace(env: NodeJS.ProcessEnv): EnginePlace {
  const root = cacheRoot(env);
  const folder = join(root, 'engine');
  return {
    folder,
    dataRoot: join(folder, 'data'),
    execRoot: join(folder, 'exec'),
    pidFile: join(folder, 'dockerd.pid'),
    socket: join(folder, 'docker.sock'),
    log: join(folder, 'dockerd.log'),
    runtime: join(folder, 'runc-within-bounds'),
    lock: join(root, 'locks', 'engine.lock'),
  };
}
