import { join } from 'node:path';
import { ToolchainError } from '../errors.ts';
import { runGo } from './go-build.ts';
import { noGoError } from './no-go.ts';
import { packageRoot } from './package-root.ts';
import type { Release } from './tools.ts';

interface GoOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** The folder that holds the sources of a module that `offline/RELEASE/go.mod` pins; fetches and verifies them if need be. */
export async function moduleFolder(release: Release, module: string, { env, signal }: GoOptions): Promise<string> {
  const cwd = join(packageRoot(), 'offline', release);
  const args = ['mod', 'download', '-json', module];
  const { stdout, exitCode, notFound, errorTail } = await runGo({
    args,
    cwd,
    env: { ...env, GOFLAGS: '-mod=readonly', GOWORK: 'off' },
    signal,
  });
  if (notFound) throw noGoError([], [`The sources of ${module} are fetched by Go`]);
  const { Dir: folder } = exitCode === 0 ? (JSON.parse(stdout) as { Dir?: string }) : {};
  if (folder !== undefined) return folder;
  throw new ToolchainError(
    'E_MODULE_SOURCES',
    `Expected \`go ${args.join(' ')}\` to give the sources but it failed:\n  ${[...errorTail, stdout].join('\n  ')}`,
    { next: 'Connect once, or set GOPROXY to a Go module proxy that you can reach, then run again.' },
  );
}

/** What `go version -m` says of a binary: its modules and their versions; empty for one that Go did not build. */
export async function goVersionOf(binary: string, { env, signal }: GoOptions): Promise<string> {
  const { stdout, exitCode } = await runGo({ args: ['version', '-m', binary], cwd: packageRoot(), env, signal });
  return exitCode === 0 ? stdout : '';
}
