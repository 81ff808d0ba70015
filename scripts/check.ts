import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checks } from './check/checks.ts';
import { type CheckRunner, runChecks, runFixes } from './check/run-checks.ts';

/** `npm run check [-- NAME…]` holds everything that needs no cluster; `npm run fix` mends what a machine can mend. */
const root = join(import.meta.dirname, '..');
const wanted = process.argv.slice(2).filter((word) => word !== '--fix');
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

const runner: CheckRunner = {
  start([program, ...args]) {
    const started = performance.now();
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    return new Promise((resolve) => {
      const end = (exitCode: number) => resolve({ exitCode, output, durationMs: performance.now() - started });
      child.once('error', (error) => {
        output += error.message;
        end(1);
      });
      child.once('close', (code) => end(code ?? 1));
    });
  },
  write: (text) => process.stdout.write(text),
};

if (unknown.length > 0) {
  console.error(`Expected one of: ${checks.map(({ name }) => name).join(', ')}. Found: ${unknown.join(', ')}.`);
  process.exitCode = 2;
} else {
  const ok = await (process.argv.includes('--fix') ? runFixes : runChecks)(chosen, runner);
  if (!ok) process.exitCode = 1;
}
