import type { RunResult } from '../result.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderRun } from './pretty.ts';
import type { RenderOptions } from './text.ts';

export { renderJson } from './json.ts';
export { renderJunit } from './junit.ts';
export { renderList } from './list.ts';
export { renderRun } from './pretty.ts';
export type { RenderOptions } from './text.ts';
export { renderVerdict } from './verdict.ts';

/** The outputs of `course run`, by the name that `--output` takes. */
export const runReporters = {
  pretty: renderRun,
  json: renderJson,
  junit: renderJunit,
} satisfies Record<string, (result: RunResult, options: RenderOptions) => string>;
export type RunReporter = keyof typeof runReporters;
