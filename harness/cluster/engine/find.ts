import { existsSync } from 'node:fs';
import { runTool } from '../exec.ts';
import { enginePlace } from './place.ts';

/** A container engine that answers. */
export interface Engine {
  /** What DOCKER_HOST must be for it; undefined where docker's own default reaches it. */
  readonly host: string | undefined;
  /** The environment in which `docker` and `kind` talk to it. */
  readonly env: NodeJS.ProcessEnv;
  /** Such as 20.10.24. */
  readonly version: string;
  /** Whether it is the one that `startEngine` started. */
  readonly ours: boolean;
}

/** An engine, or why there is none, as a sentence. */
export type FoundEngine = { kind: 'found'; engine: Engine } | { kind: 'none'; reason: string };

export interface EngineOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

const answerMs = 10_000;

/** The engine that answers: the one that DOCKER_HOST names and no other, else docker's default, else the one we started. */
export async function findEngine({ env, signal }: EngineOptions): Promise<FoundEngine> {
  const named = env.DOCKER_HOST || undefined;
  const first = await ask(env, { host: named, ours: named === ownHost(env), signal });
  const { socket } = enginePlace(env);
  if (first.kind === 'found' || named !== undefined || !existsSync(socket)) return first;
  const second = await ask({ ...env, DOCKER_HOST: `unix://${socket}` }, { host: ownHost(env), ours: true, signal });
  return second.kind === 'found' ? second : first;
}

/** DOCKER_HOST of the engine that we start. */
export function ownHost(env: NodeJS.ProcessEnv): string {
  return `unix://${enginePlace(env).socket}`;
}

interface Asked {
  readonly host: string | undefined;
  readonly ours: boolean;
  readonly signal: AbortSignal | undefined;
}

async function ask(env: NodeJS.ProcessEnv, { host, ours, signal }: Asked): Promise<FoundEngine> {
  const { exitCode, stdout, stderr } = await runTool('docker', ['info', '--format', '{{.ServerVersion}}'], {
    env,
    timeoutMs: answerMs,
    ...(signal && { signal }),
  });
  const version = stdout.trim();
  // docker info may print an empty version and still end with 0 when the server does not answer.
  if (exitCode === 0 && version !== '') return { kind: 'found', engine: { host, env, version, ours } };
  return { kind: 'none', reason: reasonOf(stderr, host) };
}

/** Why docker got no answer, as the end of docker's own message tells. */
export function reasonOf(stderr: string, host: string | undefined): string {
  if (/ENOENT|not found/i.test(stderr) && !/daemon|server/i.test(stderr)) return 'The program docker is not on PATH.';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/errors pretty printing info/.test(line));
  const said = (lines.at(-1) ?? 'no answer').replace(/^(?:ERROR|error): /, '').trim();
  return `No container engine answers${host === undefined ? '' : ` at ${host}`}: ${/[.?!]$/.test(said) ? said : `${said}.`}`;
}
