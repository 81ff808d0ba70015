import { access, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolchainError } from '../errors.ts';
import { cacheRoot, diskFullError } from './cache.ts';
import { type GoResult, runGo } from './go-build.ts';
import { type BuildStep, buildArgs, buildSteps, goEnvironment } from './go-plan.ts';
import { goTooOldError, noGoError } from './no-go.ts';
import { packageRoot } from './package-root.ts';
import type { Builder } from './supply.ts';
import { currentPlatform, versionOf } from './tools.ts';

type Context = Parameters<Builder>[1];

/** Builds the tools from the modules pinned in `offline/`; go.sum verifies every source file. */
export const buildWithGo: Builder = async (tools, context) => {
  const version = await goVersion(context.env);
  if (version === undefined) throw noGoError(tools, context.tried);
  if (!canBuild(version)) throw goTooOldError(version, context.tried);
  for (const step of buildSteps(tools)) await build(step, context);
};

/** The version of the `go` on PATH, such as 1.26.8; undefined when there is none. */
export async function goVersion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { stdout, notFound, exitCode } = await runGo({ args: ['version'], cwd: tmpdir(), env });
  if (notFound || exitCode !== 0) return undefined;
  return /\bgo(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] ?? 'of unknown version';
}

/** Go 1.21 is the first that fetches the newer toolchain that a go.mod asks for. */
function canBuild(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return Number.isNaN(major) || major > 1 || minor >= 21;
}

async function build(step: BuildStep, context: Context): Promise<void> {
  const { tools } = step;
  const cwd = join(packageRoot(), 'offline', step.release);
  await access(join(cwd, 'go.mod')).catch((cause) => {
    throw missingModule(cwd, cause);
  });
  const env = goEnvironment(context.env, currentPlatform());
  const outputs = join(context.staging, step.tools.join('+'));
  await mkdir(outputs, { recursive: true });
  const run = (args: readonly string[], onErrorLine: (line: string) => void) =>
    runGo({ args, cwd, env, signal: context.signal, onErrorLine });
  const fetching = (line: string) => context.emit({ kind: 'fetchingSources', tools, line });

  const listed = await run(['list', '-mod=readonly', '-deps', ...step.packages], fetching);
  if (listed.exitCode !== 0) throw buildError(step, listed, context);
  const total = listed.stdout.split('\n').filter(Boolean).length;
  let done = 0;
  context.emit({ kind: 'building', tools, done, total, pkg: '' });
  const built = await run(buildArgs(step, outputs), (line) => {
    if (line.startsWith('go: downloading ')) return fetching(line);
    done = Math.min(done + 1, total);
    context.emit({ kind: 'building', tools, done, total, pkg: line });
  });
  if (built.exitCode !== 0) throw buildError(step, built, context);
  context.emit({ kind: 'building', tools, done: total, total, pkg: '' });
  for (const tool of tools) await context.install(tool, join(outputs, tool), 'go');
}

function missingModule(folder: string, cause: unknown): ToolchainError {
  return new ToolchainError('E_NO_MODULE', `Expected a go.mod in ${folder} but found none.`, {
    cause,
    next: 'Install the package again, or restore the offline folder of the checkout.',
  });
}

function buildError(step: BuildStep, { errorTail, exitCode }: GoResult, context: Context): ToolchainError {
  const tail = errorTail.join('\n');
  // The full disk may be that of GOCACHE or TMPDIR, so go's own line is shown.
  const full = errorTail.find((line) => /no space left on device|disk quota exceeded/i.test(line));
  if (full !== undefined) return diskFullError(cacheRoot(context.env), new Error(full));
  const what = `${step.tools.join(', ')} ${versionOf(step.release)}`;
  const before = context.tried.map((line) => `  ${line}\n`).join('');
  return new ToolchainError(
    'E_TOOLCHAIN_BUILD',
    `Expected \`go build\` to make ${what} but it ended with ${exitCode ?? 'a signal'}:\n${before}  ${errorTail.join('\n  ')}`,
    { next: nextAfter(tail) },
  );
}

function nextAfter(tail: string): string {
  if (/toolchain not available|requires go >=|running go \d/.test(tail)) {
    return 'Install Go 1.26 or newer (https://go.dev/doc/install), or allow GOTOOLCHAIN=auto, then run again.';
  }
  return 'If the sources could not be fetched, connect once or set GOPROXY to a Go module proxy that you can reach, then run again.';
}
