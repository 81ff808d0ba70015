import type { BinarySource, Emit } from './events.ts';
import type { ToolName } from './tools.ts';

/** What a way of getting binaries is given: where to write aside, and how to hand a finished file over. */
export interface SupplyContext {
  readonly env: NodeJS.ProcessEnv;
  /** A fresh folder in the cache's own file system; removed afterwards, whatever happens. */
  readonly staging: string;
  readonly signal: AbortSignal | undefined;
  readonly emit: Emit;
  /** Digests, moves into place and records one finished binary. */
  install(tool: ToolName, file: string, source: BinarySource): Promise<void>;
}

/** Installs every tool given, or throws. */
export type Builder = (
  tools: readonly ToolName[],
  context: SupplyContext & { tried: readonly string[] },
) => Promise<void>;

/** What could not be downloaded, and why, one sentence each. */
export interface DownloadResult {
  readonly left: readonly ToolName[];
  readonly tried: readonly string[];
}

/** Installs what it can, and says what is left and why; throws only when the cache or the user stops it. */
export type Downloader = (tools: readonly ToolName[], context: SupplyContext) => Promise<DownloadResult>;
