import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CachePlace, cachePlace, explainCacheError } from './cache.ts';
import type { Emit, ToolchainEvent } from './events.ts';
import { installBinary } from './install.ts';
import { throwIfInterrupted } from './interruption.ts';
import { tryLock, withLock } from './lock.ts';
import { type BinaryState, checkBinary, describeBinary, readManifest, writeManifest } from './manifest.ts';
import type { Builder, Downloader, SupplyContext } from './supply.ts';
import { currentPlatform, type ToolName, type ToolSet, toolSets, versionOf } from './tools.ts';

/** The binaries, found, intact and at the pinned versions. */
export interface Toolchain<Set extends ToolSet = 'control-plane'> {
  /** Such as 1.36.3. */
  readonly kubernetesVersion: string;
  /** To be first on PATH: holds exactly these binaries. */
  readonly binDir: string;
  /** Absolute paths of the set's tools; one that was not asked for may not be there yet. */
  readonly binaries: Readonly<Record<ToolName<Set>, string>>;
}

export interface EnsureOptions<Set extends ToolSet = 'control-plane'> {
  env: NodeJS.ProcessEnv;
  onEvent?: (event: ToolchainEvent) => void;
  signal?: AbortSignal;
  /** What the binaries are for; an embedded cluster unless given. */
  set?: Set;
  /** Of the set; all of them unless given. */
  tools?: readonly ToolName<Set>[];
}

/** The two ways to get a binary; tests replace them. */
export interface Suppliers {
  readonly download: Downloader;
  readonly build: Builder;
}

/** Finds the tools in the cache, else gets what is missing, one process at a time. */
export async function ensureWith<Set extends ToolSet = 'control-plane'>(
  options: EnsureOptions<Set>,
  suppliers: Suppliers,
): Promise<Toolchain<Set>> {
  const { env, signal } = options;
  const set: ToolSet = options.set ?? 'control-plane';
  const tools: readonly ToolName[] = options.tools ?? toolSets[set];
  const place = cachePlace(env, currentPlatform(), set);
  const emit: Emit = options.onEvent ?? (() => undefined);
  throwIfInterrupted(signal);
  emit({ kind: 'looking', folder: place.folder });
  try {
    if (!(await allIntact(place, tools))) {
      await withLock(
        place.lock,
        {
          what: `getting the Kubernetes ${versionOf('kubernetes')} toolchain (${set})`,
          onWait: ({ pid, what }) => emit({ kind: 'waiting', pid, what }),
          ...(signal && { signal }),
        },
        () => supply(place, { env, signal, emit, tools, suppliers }),
      );
    }
  } catch (error) {
    throw explainCacheError(error, place.root);
  }
  emit({ kind: 'ready', binDir: place.binDir });
  return toolchainAt(place, set);
}

function toolchainAt<Set extends ToolSet>({ binDir }: CachePlace, set: ToolSet): Toolchain<Set> {
  const binaries = Object.fromEntries(toolSets[set].map((tool) => [tool, join(binDir, tool)]));
  return {
    kubernetesVersion: versionOf('kubernetes'),
    binDir,
    binaries: binaries as Record<ToolName<Set>, string>,
  };
}

async function allIntact(place: CachePlace, tools: readonly ToolName[]): Promise<boolean> {
  const states = await statesOf(place, tools);
  if (states.some(({ state }) => state.state !== 'intact')) return false;
  const moved = states.filter(({ state }) => state.state === 'intact' && state.moved);
  if (moved.length > 0)
    await rememberMoved(
      place,
      moved.map(({ tool }) => tool),
    ).catch(() => undefined);
  return true;
}

/** A cache restored from an archive has new inodes: noting them spares the next start the digests. */
async function rememberMoved(place: CachePlace, tools: readonly ToolName[]): Promise<void> {
  const lock = await tryLock(place.lock, 'noting where the binaries lie');
  if (lock === undefined) return;
  try {
    const manifest = await readManifest(place);
    const binaries = { ...manifest.binaries };
    for (const tool of tools) {
      const known = binaries[tool];
      const now = await describeBinary(join(place.binDir, tool), known?.source ?? 'go');
      if (known?.sha256 === now.sha256) binaries[tool] = now;
    }
    await writeManifest(place, { ...manifest, binaries });
  } finally {
    await lock.release();
  }
}

interface SupplyJob {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal | undefined;
  emit: Emit;
  tools: readonly ToolName[];
  suppliers: Suppliers;
}

/** Runs under the lock: looks again, because the one we waited for may have done the work. */
async function supply(place: CachePlace, { emit, tools, suppliers, ...rest }: SupplyJob): Promise<void> {
  const states = await statesOf(place, tools);
  for (const { tool, state } of states) {
    if (state.state === 'damaged') emit({ kind: 'damaged', tool, reason: state.reason });
  }
  const missing = states.filter(({ state }) => state.state !== 'intact').map(({ tool }) => tool);
  if (missing.length === 0) return;
  const staging = await freshStaging(place);
  try {
    const context: SupplyContext = {
      ...rest,
      emit,
      staging,
      async install(tool, file, source) {
        const { size } = await installBinary(place, { tool, file, source });
        emit({ kind: 'installed', tool, source, sizeBytes: size });
      },
    };
    const { left, tried } = await suppliers.download(missing, context);
    if (left.length > 0) await suppliers.build(left, { ...context, tried });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function statesOf(
  place: CachePlace,
  tools: readonly ToolName[],
): Promise<{ tool: ToolName; state: BinaryState }[]> {
  const manifest = await readManifest(place);
  const check = async (tool: ToolName) => ({
    tool,
    state: await checkBinary(place, tool, { manifest, digest: false }),
  });
  return Promise.all(tools.map(check));
}

const stagingPrefix = 'staging-';

/** Only the holder of the lock writes aside, so what another left behind belongs to nobody. */
async function freshStaging(place: CachePlace): Promise<string> {
  await mkdir(place.folder, { recursive: true });
  for (const name of await readdir(place.folder)) {
    const leftBehind = name.startsWith(stagingPrefix) || name.endsWith('.tmp');
    if (leftBehind) await rm(join(place.folder, name), { recursive: true, force: true });
  }
  return mkdtemp(join(place.folder, stagingPrefix));
}
