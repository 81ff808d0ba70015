import { execa } from 'execa';
import { $ } from 'zx';
import type { CommandResult } from '../result.ts';

/** The one place that starts processes for clusters and labs: zx for a lab's shell lines, execa for structured children. */

export interface ShellOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Runs a lab's shell text as the learner would type it: bash, stopping at the first error. Never throws for a failing command. */
export async function runShell(command: string, { cwd, env, timeoutMs, signal }: ShellOptions): Promise<CommandResult> {
  const started = performance.now();
  const shell = $({
    cwd, env, nothrow: true, quiet: true, shell: 'bash', prefix: 'set -euo pipefail\n', stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs, timeoutSignal: 'SIGTERM', ...(signal && { signal }),
    // The text is the script itself, not an argument to be quoted.
    quote: (text: string) => text,
  });
  const output = await shell`${command}`;
  const timedOut = output.signal !== null && !signal?.aborted && performance.now() - started >= timeoutMs;
  const late = timedOut ? `\nThe command did not end within ${timeoutMs / 1000} s and was stopped.` : '';
  return {
    command,
    exitCode: output.exitCode ?? 124,
    stdout: output.stdout,
    stderr: output.stderr + late,
    durationMs: performance.now() - started,
  };
}

export interface ToolOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal;
  input?: string;
  onSpawn?: (pid: number) => void;
}

/** Runs one program with arguments and gathers what it printed. Never throws for a failing program. */
export async function runTool(file: string, args: readonly string[], options: ToolOptions = {}): Promise<CommandResult> {
  const started = performance.now();
  const child = execa(file, args, {
    reject: false, stripFinalNewline: false, cleanup: true, extendEnv: options.env === undefined,
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.env && { env: options.env }),
    ...(options.timeoutMs && { timeout: options.timeoutMs }),
    ...(options.signal && { cancelSignal: options.signal }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
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
export async function runInteractive(file: string, args: readonly string[], { env, cwd }: { env: NodeJS.ProcessEnv; cwd?: string }): Promise<number> {
  const result = await execa(file, args, { stdio: 'inherit', reject: false, env, extendEnv: false, ...(cwd && { cwd }) });
  return result.exitCode ?? 1;
}
