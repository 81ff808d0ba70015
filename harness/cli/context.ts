import { Interrupted } from '../errors.ts';

/** What a verb may use of the outside world; tests pass their own. */
export interface CliContext {
  /** Takes the result. */
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  /** Takes progress and errors. */
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  stdin: AsyncIterable<Buffer | string>;
  env: NodeJS.ProcessEnv;
  cwd: string;
  signal: AbortSignal;
  /** The command that starts this program again. */
  self: readonly string[];
}

export interface RenderOptions {
  color: boolean;
  unicode: boolean;
  width: number;
}

/** How to draw on this stdout: colours and glyphs only where they can be shown (NO_COLOR, FORCE_COLOR and the locale decide). */
export function renderOptions(
  { stdout, env }: Pick<CliContext, 'stdout' | 'env'>,
  { ascii = false } = {},
): RenderOptions {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  return {
    color: env.NO_COLOR ? false : forced || Boolean(stdout.isTTY),
    unicode: !ascii && (/utf-?8/i.test(locale) || (locale === '' && Boolean(env.CI))),
    width: Math.max(stdout.columns ?? 100, 40),
  };
}

/** A signal that Ctrl-C and SIGTERM abort; a second Ctrl-C ends the process at once. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
}
