import type { CommandResult } from '../result.ts';

/** The one place that starts processes for clusters and labs: zx for a lab's shell lines, execa for structured children. Each is loaded where it is needed, for `course node` needs neither. */

export interface ShellOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Runs a lab's shell text as the learner would type it: bash, stopping at the first error. Never throws for a failing command. */
export async function runShell(command: string, { cwd, env, timeoutMs, signal }: ShellOptions): Promise<CommandResult> {
  const { $ } = await import('zx');
  const started = performance.now();
  const shell = $({
    cwd,
    env,
    nothrow: true,
    quiet: true,
    shell: 'bash',
    prefix: 'set -euo pipefail\n',
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a pipeline or a background job ends with its shell.
    detached: true,
    // The text is the script itself, not an argument to be quoted.
    quote: (text: string) => text,
  });
  const running = shell`${command}`;
  let killer: NodeJS.Timeout | undefined;
  let timedOut = false;
  const end = () => {
    signalGroup(running.pid, 'SIGTERM');
    killer ??= setTimeout(() => signalGroup(running.pid, 'SIGKILL'), killAfterMs);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMs);
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const output = await running;
  clearTimeout(timer);
  clearTimeout(killer);
  signal?.removeEventListener('abort', end);
  // What outlived its shell would go on changing the cluster under the next step.
  if (killer) signalGroup(running.pid, 'SIGKILL');
  return {
    command,
    exitCode: timedOut ? timeoutExitCode : (output.exitCode ?? timeoutExitCode),
    stdout: output.stdout,
    stderr: output.stderr + (timedOut ? `\nThe command did not end within ${timeoutMs / 1000} s and was stopped.` : ''),
    durationMs: performance.now() - started,
  };
}

// As coreutils' timeout has it.
const timeoutExitCode = 124;
const killAfterMs = 2_000;

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // The whole group is gone already.
  }
}

export interface ToolOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal;
  input?: string;
  /** Called with what the program prints on stderr, as it comes. */
  onStderr?: (text: string) => void;
  onSpawn?: (pid: number) => void;
}

/** Runs one program with arguments and gathers what it printed. Never throws for a failing program. */
export async function runTool(
  file: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<CommandResult> {
  const { execa } = await import('execa');
  const started = performance.now();
  const child = execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    cleanup: true,
    extendEnv: options.env === undefined,
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.env && { env: options.env }),
    ...(options.timeoutMs && { timeout: options.timeoutMs }),
    ...(options.signal && { cancelSignal: options.signal }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  if (options.onStderr) child.stderr?.on('data', (data: Buffer) => options.onStderr?.(String(data)));
  const result = await child;
  return {
    command: [file, ...args].join(' '),
    exitCode: result.exitCode ?? 127,
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? '') || (result.exitCode === undefined ? (result.shortMessage ?? '') : ''),
    durationMs: performance.now() - started,
  };
}

/** Runs a program on this terminal (a shell for the learner) and gives its exit code. */
export async function runInteractive(
  file: string,
  args: readonly string[],
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd?: string },
): Promise<number> {
  const { execa } = await import('execa');
  const result = await execa(file, args, {
    stdio: 'inherit',
    reject: false,
    env,
    extendEnv: false,
    ...(cwd && { cwd }),
  });
  return result.exitCode ?? 1;
}

/** Starts a program that outlives us, its output in a log file; gives its process id. */
export async function startDetached(
  file: string,
  args: readonly string[],
  { env, log }: { env: NodeJS.ProcessEnv; log: string },
): Promise<number | undefined> {
  const { execa } = await import('execa');
  // The shell opens the log and then becomes the program: a pipe of ours would break when we end.
  const child = execa('sh', ['-c', 'log=$1; shift; exec "$@" >>"$log" 2>&1', 'sh', log, file, ...args], {
    stdio: 'ignore',
    reject: false,
    detached: true,
    cleanup: false,
    env,
    extendEnv: false,
  });
  child.nodeChildProcess.unref();
  return child.pid;
}
