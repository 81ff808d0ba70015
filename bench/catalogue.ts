import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunResult } from '../harness/result.ts';
import { type Figure, ms } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** All labs with their starters and traps on a warm cluster; what Kubernetes itself fixes is shown apart. */
export async function benchCatalogue(): Promise<Figure[]> {
  await course(['cluster', 'up', '--cluster', 'bench']);
  const started = performance.now();
  const result = JSON.parse(await course(['run', '--traps', '-o', 'json', '--cluster', 'bench'])) as RunResult;
  const whole = performance.now() - started;
  const variants = result.labs.flatMap((lab) => lab.variants.map((variant) => ({ lab: lab.lab, ...variant })));
  const fixed = variants.reduce((sum, { fixedWaitMs }) => sum + fixedWaitMs, 0);
  const slowest = variants
    .map((variant) => ({ ...variant, own: variant.durationMs - variant.fixedWaitMs }))
    .sort((a, b) => b.own - a.own)
    .slice(0, 5);
  return [
    {
      what: `${result.labs.length} labs with starters and traps (${variants.length} variants, ${result.summary.failed} failed)`,
      measured: ms(whole - fixed),
      beside: `with the waits that Kubernetes fixes ${ms(whole)}`,
      goal: '≤ 20 s',
    },
    ...slowest.map(({ lab, variant, own }) => ({ what: `  slowest: ${lab} ${variant}`, measured: ms(own), goal: '' })),
  ];
}

function course(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'course'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.once('error', reject);
    child.once('exit', () => resolve(stdout));
  });
}
