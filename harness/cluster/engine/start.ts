import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import { throwIfInterrupted } from '../../toolchain/interruption.ts';
import { withLock } from '../../toolchain/lock.ts';
import { packageRoot } from '../../toolchain/package-root.ts';
import { runTool, startDetached } from '../exec.ts';
import { endProcesses, isAlive } from '../processes.ts';
import { daemonArguments } from './arguments.ts';
import { machineLacksSysResource } from './capabilities.ts';
import { type Engine, type EngineOptions, findEngine, ownHost } from './find.ts';
import { rememberNetwork } from './network.ts';
import { type EnginePlace, enginePlace } from './place.ts';

/** The variable that allows us to start an engine; nobody else's machine gets a daemon that was not asked for. */
export const startVariable = 'ONE_PER_NODE_START_ENGINE';

const startTimeoutMs = 60_000;
const pollMs = 100;
/** The kernel allows 108 bytes for the path of a socket, and the longest below our folder has about 40 of its own. */
const longestFolder = 64;

/** The engine that answers, else one that we start in the background, where that is allowed; it outlives this process. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { env, signal } = options;
  const found = await findEngine(options);
  if (found.kind === 'found') return found.engine;
  const forbidden = whyNotStart({ env, platform: process.platform, uid: process.getuid?.() });
  if (forbidden !== undefined) throw noEngineError(found.reason, forbidden);
  const place = enginePlace(env);
  if (place.folder.length > longestFolder) throw longPathError(place);
  return withLock(place.lock, { what: 'starting the container engine', ...(signal && { signal }) }, async () => {
    const meanwhile = await findEngine(options);
    if (meanwhile.kind === 'found') return meanwhile.engine;
    return launch(place, options);
  });
}

/** Why we may not start an engine here, as a sentence; undefined when we may. */
export function whyNotStart(asked: {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  uid: number | undefined;
}): string | undefined {
  if (asked.env.DOCKER_HOST) return 'DOCKER_HOST names an engine, so no other is started in its place.';
  if (asked.platform !== 'linux') return 'Only on Linux can an engine be started from here.';
  if (asked.env[startVariable] !== '1') return `${startVariable} is not 1, so none is started.`;
  return asked.uid === 0 ? undefined : 'Only root can start an engine.';
}

/** The error for work that needs an engine where none answers. */
export function noEngineError(reason: string, whyNotStarted?: string): ClusterError {
  return new ClusterError('E_NO_ENGINE', [reason, whyNotStarted].filter(Boolean).join(' '), {
    next: `Start Docker; or, as root on a Linux machine of your own (apt-get install docker.io), run again with ${startVariable}=1.`,
  });
}

function longPathError({ folder }: EnginePlace): ClusterError {
  return new ClusterError(
    'E_ENGINE_PATH',
    `Expected a folder of at most ${longestFolder} characters for the engine's sockets but found ${folder}.`,
    { next: 'Set ONE_PER_NODE_CACHE to a shorter path, then run again.' },
  );
}

async function launch(place: EnginePlace, { env, signal }: EngineOptions): Promise<Engine> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  await rm(place.pidFile, { force: true });
  const patched = machineLacksSysResource();
  if (patched) await copyFile(join(packageRoot(), 'offline', 'engine', 'runc-within-bounds'), place.runtime);
  await rememberNetwork(place);
  const version = await runTool('dockerd', ['--version'], { env });
  if (version.exitCode !== 0) throw failedError(place, 'The program dockerd is not on PATH.');
  const pid = await startDetached('dockerd', daemonArguments(place, { patched }), { env, log: place.log });
  if (pid === undefined) throw failedError(place, 'dockerd could not be started.');
  const deadline = Date.now() + startTimeoutMs;
  const asOurs = { ...env, DOCKER_HOST: ownHost(env) };
  try {
    while (isAlive(pid) && Date.now() < deadline) {
      throwIfInterrupted(signal);
      const found = await findEngine({ env: asOurs, signal });
      if (found.kind === 'found') return found.engine;
      await sleep(pollMs);
    }
    const ended = !isAlive(pid);
    throw failedError(
      place,
      `dockerd ${ended ? 'ended at once' : `did not answer within ${startTimeoutMs / 1000} s`}.`,
    );
  } catch (error) {
    await endProcesses([pid], startTimeoutMs / 4);
    throw await withLogTail(place, error);
  }
}

function failedError({ log }: EnginePlace, why: string): ClusterError {
  return new ClusterError('E_ENGINE_START', `Expected a container engine to start but found: ${why}`, {
    next: `Read ${log}; the engine needs the Debian packages docker.io and iptables.`,
  });
}

const tailLines = 5;

async function withLogTail({ log }: EnginePlace, error: unknown): Promise<unknown> {
  if (!(error instanceof ClusterError)) return error;
  const text = await readFile(log, 'utf8').catch(() => '');
  const tail = text.trimEnd().split('\n').slice(-tailLines).join('\n  ');
  return new ClusterError(error.code, `${error.message}\n  ${tail}`, {
    cause: error,
    ...(error.next && { next: error.next }),
  });
}
