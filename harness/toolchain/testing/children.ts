import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface TestChild {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** Resolves when the child has printed a line that matches. */
  printed(pattern: RegExp): Promise<string>;
  /** Resolves with the exit code; null after a signal. */
  readonly exited: Promise<number | null>;
}

/** Runs a script of this folder in a Node process of its own; killed when the test ends. */
export function startChild(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): TestChild {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return {
    process: child,
    lines,
    printed: (pattern) =>
      new Promise((resolve) => {
        const known = lines.find((line) => pattern.test(line));
        if (known !== undefined) resolve(known);
        reader.on('line', (line) => pattern.test(line) && resolve(line));
      }),
    exited: new Promise((resolve) => child.once('close', resolve)),
  };
}
