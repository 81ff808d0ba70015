import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunResult, VariantResult } from '../harness/result.ts';
import { type Figure, median, ms } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** Where the time of a variant went, in milliseconds. */
interface Spent {
  name: string;
  whole: number;
  /** The commands that the learner types, and what they show. */
  commands: number;
  /** From a command's end to the verdict, as far as Kubernetes does not fix it. */
  judging: number;
  /** What Kubernetes itself fixes. */
  fixed: number;
  /** All the rest: a clean cluster with the lab's nodes, a fresh namespace and folder. */
  own: number;
}

function spentBy(lab: string, { variant, durationMs, fixedWaitMs, steps }: VariantResult): Spent {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const commands = sum(steps.flatMap((step) => [step.command, ...step.shown].map((command) => command.durationMs)));
  const judged = sum(steps.flatMap(({ expectations }) => expectations.map((expectation) => expectation.durationMs)));
  return {
    name: `${lab} ${variant}`,
    whole: durationMs,
    commands,
    judging: Math.max(0, judged - fixedWaitMs),
    fixed: fixedWaitMs,
    own: Math.max(0, durationMs - commands - Math.max(judged, fixedWaitMs)),
  };
}

/** The labs that need only a control plane, with their starters and traps, on one warm cluster and on two. */
export async function benchCatalogue(labs?: string): Promise<Figure[]> {
  const alone = await runAll('1', labs);
  const two = await runAll('2', labs);
  await course(['cluster', 'down', '--cluster', 'bench-2']);
  const spent = alone.result.labs.flatMap(({ lab, variants }) => variants.map((variant) => spentBy(lab, variant)));
  const fixed = spent.reduce((total, each) => total + each.fixed, 0);
  const own = spent.map((each) => each.own);
  const slowest = spent.toSorted((a, b) => b.whole - b.fixed - (a.whole - a.fixed)).slice(0, 10);
  const ran = alone.result.labs.filter(({ status }) => status !== 'skipped').length;
  return [
    {
      what: `${ran} labs with starters and traps (${spent.length} variants, ${alone.result.summary.failed} failed)`,
      measured: ms(alone.whole),
      beside: `of which Kubernetes fixes ${ms(fixed)}; --jobs 2: ${ms(two.whole)}, ${two.result.summary.failed} failed`,
      goal: '≤ 3 min',
    },
    {
      what: 'own overhead of a variant: clean cluster, nodes, namespace',
      measured: `${ms(median(own))} (at most ${ms(Math.max(...own))})`,
      goal: '≤ 300 ms',
    },
    ...slowest.map(slowRow),
  ];
}

function slowRow({ name, whole, commands, judging, fixed, own }: Spent): Figure {
  const why = `commands ${ms(commands)}, judging ${ms(judging)}, own ${ms(own)}; fixed by Kubernetes ${ms(fixed)}`;
  return { what: `  slow: ${name}`, measured: ms(whole), beside: why, goal: '' };
}

async function runAll(jobs: string, labs?: string): Promise<{ whole: number; result: RunResult }> {
  for (const name of jobs === '1' ? ['bench'] : ['bench', 'bench-2'])
    await course(['cluster', 'up', '--cluster', name]);
  const started = performance.now();
  const flags = ['--traps', '-o', 'json', '--provider', 'kwok', '--cluster', 'bench', '--jobs', jobs];
  const text = await course(['run', ...flags, ...(labs === undefined ? [] : ['--labs', labs])]);
  return { whole: performance.now() - started, result: JSON.parse(text) as RunResult };
}

function course(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'course'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', () => resolve(stdout));
  });
}
