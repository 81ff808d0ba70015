import { join } from 'node:path';
import { goVersion } from './build-with-go.ts';
import { type CachePlace, cachePlace } from './cache.ts';
import { checkBinary, type Manifest, readManifest } from './manifest.ts';
import { currentPlatform, type ToolName, type ToolSet, toolSets, toolSources, versionOf } from './tools.ts';

/** What `course doctor` shows of one binary, or of Go, which builds them where they cannot be downloaded. */
export interface ToolStatus {
  readonly tool: ToolName | 'go';
  readonly state: 'intact' | 'missing' | 'damaged';
  /** The version wanted; for go the version found. */
  readonly version: string | undefined;
  /** Where it is or would be; undefined for go. */
  readonly path: string | undefined;
  readonly sizeBytes: number;
  /** Why it counts as damaged. */
  readonly reason?: string;
}

/** Looks at every binary of a set, with its full digest, and at Go; changes nothing. */
export async function inspectToolchain({
  env,
  set = 'control-plane',
}: {
  env: NodeJS.ProcessEnv;
  set?: ToolSet;
}): Promise<ToolStatus[]> {
  const place = cachePlace(env, currentPlatform(), set);
  const manifest = await readManifest(place);
  const binaries = toolSets[set].map((tool) => inspectBinary(place, tool, manifest));
  return [...(await Promise.all(binaries)), await inspectGo(env)];
}

async function inspectBinary(place: CachePlace, tool: ToolName, manifest: Manifest): Promise<ToolStatus> {
  const found = await checkBinary(place, tool, { manifest, digest: true });
  return {
    tool,
    state: found.state,
    version: versionOf(toolSources[tool].release),
    path: join(place.binDir, tool),
    sizeBytes: found.state === 'missing' ? 0 : (manifest.binaries[tool]?.size ?? 0),
    ...(found.state === 'damaged' && { reason: found.reason }),
  };
}

async function inspectGo(env: NodeJS.ProcessEnv): Promise<ToolStatus> {
  const version = await goVersion(env);
  return { tool: 'go', state: version === undefined ? 'missing' : 'intact', version, path: undefined, sizeBytes: 0 };
}
