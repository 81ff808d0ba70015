import { ProcessOutput, $ as zx } from 'zx';
import { engineError } from '../kind/engine-error.ts';

/** Runs `docker …` lines; what is put in by `${…}` is quoted. */
export type Shell = typeof zx;

/** A shell that talks to the engine of these environment variables, and ends with the signal. */
export function nodeShell(env: NodeJS.ProcessEnv, signal?: AbortSignal): Shell {
  return zx({ env, quiet: true, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) });
}

/** Does something by shell lines; a line that fails becomes an error that says what was asked of the cluster. */
export async function asked<T>(what: string, lines: () => Promise<T>): Promise<T> {
  try {
    return await lines();
  } catch (error) {
    if (error instanceof ProcessOutput) throw engineError(what, error.stderr || error.stdout, { cause: error });
    throw error;
  }
}
