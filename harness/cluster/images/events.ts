import { describeToolchainEvent, type ToolchainEvent } from '../../toolchain/index.ts';

/** What happens while images are built; each is worth one line of progress. */
export type ImageEvent =
  | { readonly kind: 'waiting'; readonly pid: number; readonly what: string }
  | { readonly kind: 'step'; readonly at: number; readonly of: number; readonly what: string }
  | { readonly kind: 'toolchain'; readonly event: ToolchainEvent }
  | { readonly kind: 'done'; readonly at: number; readonly of: number; readonly what: string; readonly ms: number };

/** One line for people. */
export function describeImageEvent(event: ImageEvent): string {
  switch (event.kind) {
    case 'waiting':
      return `Waiting for process ${event.pid}, which is busy with: ${event.what}`;
    case 'step':
      return `[${event.at}/${event.of}] ${event.what}`;
    case 'toolchain':
      return `      ${describeToolchainEvent(event.event)}`;
    case 'done':
      return `[${event.at}/${event.of}] ${event.what}: ${(event.ms / 1000).toFixed(1)} s`;
  }
}
