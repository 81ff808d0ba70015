import { buildWithGo } from './build-with-go.ts';
import { officialDownloads } from './download/download.ts';
import { type EnsureOptions, ensureWith, type Toolchain } from './ensure.ts';
import type { ToolSet } from './tools.ts';

export { cacheRoot } from './cache.ts';
export type { EnsureOptions, Toolchain } from './ensure.ts';
export { describeToolchainEvent, type ToolchainEvent } from './events.ts';
export { inspectToolchain, type ToolStatus } from './inspect.ts';
export { type Pruned, pruneToolchain } from './prune.ts';

export { type ToolName, type ToolSet, toolNames, versionOf } from './tools.ts';

/**
 * Finds every binary of a set, those of an embedded cluster unless another is asked for: in the cache, else downloaded
 * and verified, else built with Go.
 */
export async function ensureToolchain<Set extends ToolSet = 'control-plane'>(
  options: EnsureOptions<Set>,
): Promise<Toolchain<Set>> {
  return ensureWith(options, { download: officialDownloads(), build: buildWithGo });
}
