import {
  type Engine as FoundEngine,
  findEngine,
  machineLacksSysResource,
  noEngineError,
  startEngine,
} from '../engine/index.ts';
import { nodeShell, type Shell } from '../kind-node/shell.ts';
import type { MachineLimits } from './config.ts';
import { type Docker, dockerAt } from './containers.ts';
import type { KindOptions } from './options.ts';

/** The engine of a cluster, and the two ways to talk to it. */
export interface Engine {
  found: FoundEngine;
  env: NodeJS.ProcessEnv;
  docker: Docker;
  $: Shell;
}

type EngineOptions = Pick<KindOptions, 'env' | 'signal'>;

/** The engine that answers, started first where that is allowed. Throws ClusterError when there is none. */
export async function engineToStart({ env, signal }: EngineOptions): Promise<Engine> {
  const engine = await startEngine({ env, ...(signal && { signal }) }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
  return toEngine(engine, signal);
}

/** The engine that answers. Throws ClusterError when there is none. */
export async function engineThatRuns({ env, signal }: EngineOptions): Promise<Engine> {
  const found = await findEngine({ env, ...(signal && { signal }) });
  signal?.throwIfAborted();
  if (found.kind === 'none') throw noEngineError(found.reason);
  return toEngine(found.engine, signal);
}

function toEngine(found: FoundEngine, signal: AbortSignal | undefined): Engine {
  const { env } = found;
  return { found, env, docker: dockerAt(env, signal), $: nodeShell(env, signal) };
}

/** What containers of this engine cannot do. */
export async function limitsOf({ docker }: Engine): Promise<MachineLimits> {
  const version = await docker('asking the engine what it offers', ['info', '--format', '{{.CgroupVersion}}']);
  return { cgroupV1: version.trim() === '1', cannotProtectFromOom: machineLacksSysResource() };
}
