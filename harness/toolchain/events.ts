import type { ToolName } from './tools.ts';

/** What happens while the toolchain is made ready; each kind is worth one line of progress. */
export type ToolchainEvent =
  | { kind: 'looking'; folder: string }
  | { kind: 'waiting'; pid: number; what: string }
  | { kind: 'damaged'; tool: ToolName; reason: string }
  | { kind: 'noNetwork'; hosts: readonly string[]; reason: string }
  | { kind: 'downloading'; tool: ToolName; receivedBytes: number; totalBytes: number | undefined }
  | { kind: 'notDownloaded'; tool: ToolName; reason: string }
  | { kind: 'fetchingSources'; tools: readonly ToolName[]; line: string }
  | { kind: 'building'; tools: readonly ToolName[]; done: number; total: number; pkg: string }
  | { kind: 'installed'; tool: ToolName; source: BinarySource; sizeBytes: number }
  | { kind: 'ready'; binDir: string };

/** How a binary came into the cache. */
export type BinarySource = 'download' | 'go';

export type Emit = (event: ToolchainEvent) => void;

/** One line for people; progress displays may replace the line before it when the kind is the same. */
export function describeToolchainEvent(event: ToolchainEvent): string {
  switch (event.kind) {
    case 'looking':
      return `Looking for the toolchain in ${event.folder}`;
    case 'waiting':
      return `Waiting for process ${event.pid}, which is busy with: ${event.what}`;
    case 'damaged':
      return `${event.tool} in the cache is damaged (${event.reason}); it is made again`;
    case 'noNetwork':
      return `Nothing can be downloaded (${event.reason}); building with Go instead`;
    case 'downloading':
      return `Downloading ${event.tool}: ${ofTotal(event.receivedBytes, event.totalBytes)}`;
    case 'notDownloaded':
      return `${event.tool} is not downloaded: ${event.reason}`;
    case 'fetchingSources':
      return `Fetching sources of ${event.tools.join(', ')}: ${event.line}`;
    case 'building':
      return `Building ${event.tools.join(', ')}: ${event.done}/${event.total} packages ${event.pkg}`.trimEnd();
    case 'installed':
      return `${event.tool} is ready (${megabytes(event.sizeBytes)}, ${event.source === 'go' ? 'built with Go' : 'downloaded'})`;
    case 'ready':
      return `Toolchain ready in ${event.binDir}`;
  }
}

function ofTotal(received: number, total: number | undefined): string {
  return total === undefined ? megabytes(received) : `${megabytes(received)} of ${megabytes(total)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
