import { join } from 'node:path';
import { runTool } from '../../cluster/exec.ts';
import type { CommandResult, PlacementVerdict } from '../../result.ts';
import { packageRoot } from '../../toolchain/package-root.ts';
import { run } from '../program.ts';

export interface Said {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line in this process, with streams of its own. */
export async function course(
  argv: readonly string[],
  {
    signal = new AbortController().signal,
    cwd = process.cwd(),
    env = {},
  }: { signal?: AbortSignal; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const into = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[stream] += text;
    },
  });
  const exitCode = await run(argv, {
    stdout: into('stdout'),
    stderr: into('stderr'),
    stdin: (async function* () {})(),
    env: { ...process.env, ...env },
    cwd,
    signal,
    self: [shim],
  });
  return { exitCode, ...said };
}

export function verdictIn({ stdout }: Pick<Said, 'stdout'>): PlacementVerdict {
  return JSON.parse(stdout) as PlacementVerdict;
}

/** The program as people start it. */
export const shim = join(packageRoot(), 'course');

export function courseProcess(
  argv: readonly string[],
  options: { onSpawn?: (pid: number) => void; timeoutMs?: number } = {},
): Promise<CommandResult> {
  return runTool(shim, argv, { timeoutMs: 60_000, ...options });
}
