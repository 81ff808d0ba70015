import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { clusterNames } from '../harness/cli/run-clusters.ts';
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
  /** The command or expectation that took longest, and the code of the latter. */
  longest: string;
}

/** As many variants side by side, of which most wait, as two cores bear. */
const jobs = 8;

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
    longest: longestOf(steps),
  };
}

function longestOf(steps: VariantResult['steps']): string {
  const parts = steps.flatMap(({ id, command, shown, expectations }) => [
    ...[command, ...shown].map((each) => ({ what: `a command of step ${id}`, took: each.durationMs })),
    ...expectations.map(({ expectation, verdict, durationMs: took }) => ({
      what: `${expectation} in step ${id} until ${verdict.code}`,
      took,
    })),
  ]);
  const longest = parts.toSorted((a, b) => b.took - a.took)[0];
  return longest ? `${longest.what} ${ms(longest.took)}` : '';
}

/** The labs that need only a control plane, with their starters and traps, on one warm cluster and on several. */
export async function benchCatalogue(labs?: string): Promise<Figure[]> {
  const alone = await runAll(1, labs);
  const beside = await runAll(jobs, labs);
  for (const name of clusters(jobs).slice(1)) await course(['cluster', 'down', '--cluster', name]);
  const spent = alone.result.labs.flatMap(({ lab, variants }) => variants.map((variant) => spentBy(lab, variant)));
  const fixed = spent.reduce((total, each) => total + each.fixed, 0);
  const own = spent.map((each) => each.own);
  const slowest = spent.toSorted((a, b) => b.whole - b.fixed - (a.whole - a.fixed)).slice(0, 10);
  const ran = alone.result.labs.filter(({ status }) => status !== 'skipped').length;
  return [
    {
      what: `${ran} labs with starters and traps (${spent.length} variants), --jobs ${jobs}`,
      measured: ms(beside.whole),
      beside: `${beside.result.summary.failed} failed; Kubernetes fixes ${ms(fixed)} of the waiting`,
      goal: '≤ 3 min',
    },
    {
      what: '  the same one after the other',
      measured: ms(alone.whole),
      beside: `${alone.result.summary.failed} failed; ${sums(spent)}`,
      goal: '',
    },
    {
      what: 'own overhead of a variant: clean cluster, nodes, namespace',
      measured: `${ms(median(own))} (at most ${ms(Math.max(...own))})`,
      goal: '≤ 300 ms',
    },
    ...slowest.map(slowRow),
  ];
}

/** Where the time of all variants together went. */
function sums(spent: readonly Spent[]): string {
  const of = (key: 'commands' | 'judging' | 'own' | 'fixed') => ms(spent.reduce((sum, each) => sum + each[key], 0));
  return `commands ${of('commands')}, judging ${of('judging')}, own ${of('own')}; fixed by Kubernetes ${of('fixed')}`;
}

function slowRow(spent: Spent): Figure {
  const { name, whole, fixed, longest } = spent;
  return { what: `  slow: ${name}`, measured: ms(whole - fixed), beside: `${sums([spent])}; ${longest}`, goal: '' };
}

const clusters = (count: number) => clusterNames('bench', count);

async function runAll(count: number, labs?: string): Promise<{ whole: number; result: RunResult }> {
  for (const name of clusters(count)) await course(['cluster', 'up', '--cluster', name]);
  const started = performance.now();
  const flags = ['--traps', '-o', 'json', '--provider', 'kwok', '--cluster', 'bench', '--jobs', String(count)];
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
