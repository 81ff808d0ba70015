import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { interruption } from './interruption.ts';

export interface GoCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  onErrorLine?(line: string): void;
}

export interface GoResult {
  /** null when a signal ended it or it could not start. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** The last lines, enough to see what went wrong. */
  readonly errorTail: readonly string[];
  /** There is no `go` to start. */
  readonly notFound: boolean;
}

const tailLines = 20;
const killAfterMs = 3_000;

/** Runs `go` to its end in a process group of its own, which Ctrl-C (the signal) ends as a whole. */
export async function runGo(command: GoCommand): Promise<GoResult> {
  if (command.signal?.aborted) throw interruption(command.signal);
  const child = spawn('go', command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errorTail: string[] = [];
  const errorLines = createInterface({ input: child.stderr }).on('line', (line) => {
    errorTail.push(line);
    if (errorTail.length > tailLines) errorTail.shift();
    command.onErrorLine?.(line);
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const stopWatching = endGroupWith(child, command.signal);
  try {
    const { exitCode, notFound } = await ended(child);
    errorLines.close();
    if (command.signal?.aborted) throw interruption(command.signal);
    return { exitCode, stdout, errorTail, notFound };
  } finally {
    stopWatching();
  }
}

type Child = ReturnType<typeof spawn>;

function ended(child: Child): Promise<{ exitCode: number | null; notFound: boolean }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ exitCode: null, notFound: true });
      else reject(error);
    });
    child.once('close', (exitCode) => resolve({ exitCode, notFound: false }));
  });
}

/** Ends the compilers that go started too: they would keep both cores busy long after we are gone. */
function endGroupWith(child: Child, signal: AbortSignal | undefined): () => void {
  let forced: NodeJS.Timeout | undefined;
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group has ended already.
    }
  };
  const onAbort = () => {
    kill('SIGTERM');
    forced = setTimeout(() => kill('SIGKILL'), killAfterMs);
  };
  const onExit = () => kill('SIGKILL');
  signal?.addEventListener('abort', onAbort, { once: true });
  process.once('exit', onExit);
  return () => {
    clearTimeout(forced);
    signal?.removeEventListener('abort', onAbort);
    process.removeListener('exit', onExit);
  };
}
