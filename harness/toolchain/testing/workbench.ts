import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CachePlace, cachePlace } from '../cache.ts';
import { officialDownloads } from '../download/download.ts';
import { type EnsureOptions, ensureWith, type Suppliers, type Toolchain } from '../ensure.ts';
import type { ToolchainEvent } from '../events.ts';
import type { Builder, Downloader } from '../supply.ts';
import type { ToolName, ToolSet } from '../tools.ts';
import { linux } from './fake-host.ts';

/** Short enough for a test, long enough for a busy machine. */
export const testTimeouts = { probeMs: 1_000, answerMs: 1_000, stallMs: 300 };

/** Leaves everything to the build. */
export const noDownload: Downloader = async (left) => ({ left, tried: ['Download: none in this test'] });

export interface Workbench {
  readonly env: NodeJS.ProcessEnv;
  readonly place: CachePlace;
  readonly events: ToolchainEvent[];
  /** The tools that reached the fake Go build, and what was said to have been tried before. */
  readonly built: ToolName[];
  readonly tried: string[];
  ensure<Set extends ToolSet = 'control-plane'>(
    options?: Partial<EnsureOptions<Set>>,
    suppliers?: Partial<Suppliers>,
  ): Promise<Toolchain<Set>>;
  /** What the cache holds for a tool, or undefined. */
  cached(tool: ToolName): Promise<string | undefined>;
  kinds(): string[];
}

/** A cache folder of its own, the real downloader with short timeouts, and a Go build that only writes a word. */
export async function workbench(settings: NodeJS.ProcessEnv = {}): Promise<Workbench> {
  const folder = await temporaryFolder();
  const env = { ONE_PER_NODE_CACHE: folder, ...settings };
  const place = cachePlace(env);
  const events: ToolchainEvent[] = [];
  const built: ToolName[] = [];
  const tried: string[] = [];
  const build: Builder = async (tools, context) => {
    tried.push(...context.tried);
    for (const tool of tools) {
      const file = join(context.staging, tool);
      await writeFile(file, `built ${tool}`);
      await context.install(tool, file, 'go');
      built.push(tool);
    }
  };
  const download = officialDownloads({ timeouts: testTimeouts, platform: linux });
  return {
    env,
    place,
    events,
    built,
    tried,
    ensure: (options, suppliers) =>
      ensureWith({ env, onEvent: (event) => events.push(event), ...options }, { download, build, ...suppliers }),
    cached: (tool) => readFile(join(place.binDir, tool), 'utf8').catch(() => undefined),
    kinds: () => [...new Set(events.map(({ kind }) => kind))],
  };
}

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'one-per-node-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Everything in the cache but the binaries and the manifest: locks, staging folders, files written aside. */
export async function leftovers(place: CachePlace): Promise<string[]> {
  const names = await readdir(place.toolchains, { recursive: true });
  return names.filter((name) => /staging-|\.tmp$|\.lock|\.download$/.test(name));
}
