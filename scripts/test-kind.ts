import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { parseJobs } from '../harness/cli/arguments.ts';
import { abortOnSignals } from '../harness/cli/context.ts';
import { clusterNames } from '../harness/cli/run-clusters.ts';
import { findEngine, startEngine, stopEngine } from '../harness/cluster/engine/index.ts';
import { nodeImage, workloadImages } from '../harness/cluster/images/index.ts';
import { CourseError } from '../harness/errors.ts';
import { loadCourse } from '../harness/lab/index.ts';
import { kindStages, showReports } from './ci/reports.ts';

const usage = `npm run test:kind [-- --results DIR] [--minutes N] [--jobs N] [--keep]

Everything that takes real kubelets, on a kind cluster with one control plane and three workers: the kubelet labs with
starters and traps, the solution of every other lab that fits, and the tests of the provider and of its faults.
  --results DIR   leaves the reports of each stage there, as JSON
  --minutes N     begins no lab and no test that would end much later than that; what is left out is said to be skipped
  --jobs N        clusters to spread the labs over, of about 1 GB each (default: 3)
  --keep          leaves the cluster and an engine that it started
Where no container engine answers, one is started only as root on Linux with ONE_PER_NODE_START_ENGINE=1.`;

const { values } = parseArgs({
  options: {
    results: { type: 'string' },
    minutes: { type: 'string' },
    jobs: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
const { env } = process;
/** The name that the tests know too. */
const cluster = 'test-kind';
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
if (Number.isNaN(minutes)) throw new Error(`Expected a number of minutes but found ${values.minutes}.`);
const jobs = parseJobs(values.jobs);
/** Up to which part of the time each stage may begin something; what began goes on, so the last leaves some. */
const shares = { kubeletLabs: 0.5, otherLabs: 0.75, tests: 0.9 };
const signal = abortOnSignals();

interface Stage {
  name: string;
  seconds: number;
  ok: boolean;
}
const stages: Stage[] = [];

async function main(): Promise<void> {
  const results = values.results ?? mkdtempSync(join(tmpdir(), 'test-kind-'));
  mkdirSync(results, { recursive: true });
  const before = await findEngine({ env });
  try {
    // Without the ones before it a stage can only fail for their reason.
    if (
      (await stage('engine', startMyEngine)) &&
      (await stage('images', buildImages(results))) &&
      (await stage('up', up))
    )
      await proveOn(results);
  } finally {
    if (!values.keep) {
      await stage('clean-up', () => down([cluster, ...others]));
      if (before.kind === 'none') await stopEngine({ env });
    }
    report(results);
    if (values.results === undefined) rmSync(results, { recursive: true, force: true });
  }
}

const startMyEngine = () => startEngine({ env, signal });

/** Where a registry answers, only the images that nobody publishes are built. */
const buildImages = (results: string) => async () => {
  const engine = await startEngine({ env, signal });
  const { source } = await nodeImage({ env, engine, signal });
  const ours = workloadImages().flatMap(({ name, ref }) => (ref.startsWith('one-per-node/') ? name : []));
  const only = source === 'official' ? ['--only', ...ours] : [];
  await run('node', ['scripts/offline-images.ts', '--timings', join(results, 'images.json'), ...only]);
};

/** Without it nothing could be proved. kubeadm waits four minutes at most, which a machine can take that is slow today. */
const up = async () => {
  const start = () => run('./course', ['cluster', 'up', '--provider', 'kind', '--cluster', cluster]);
  await start().catch((error: unknown) => (signal.aborted ? Promise.reject(error) : start()));
};

/** Ends clusters; after Ctrl-C too, so the signal that ended the rest does not end this. */
const down = async (names: readonly string[]) => {
  for (const name of names)
    await execa('./course', ['cluster', 'down', '--provider', 'kind', '--cluster', name], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
};

/** Those that `course run --jobs` makes beside the one that is given. */
const others = clusterNames(cluster, jobs).slice(1);

/** How long until this part of the time is over, in milliseconds; never so short that nothing would begin. */
const leftOf = (share: number) => Math.max(60_000, minutes * 60_000 * share - performance.now());

async function proveOn(results: string): Promise<void> {
  const { labs } = await loadCourse('labs');
  const slugs = (kubelet: boolean) =>
    labs.filter(({ needs }) => needs.includes('kubelet') === kubelet).map(({ slug }) => slug);
  const file = (name: string) => join(results, `${name}.json`);
  const tests = ['run', '--config', 'vitest.kind.config.mts', '--reporter=default', '--reporter=json'];
  const { kubeletLabs, otherLabs } = shares;
  await stage('kind:kubelet-labs', () => runLabs(['--traps', ...slugs(true)], kubeletLabs, file('kind-kubelet-labs')));
  await stage('kind:other-labs', () => runLabs(slugs(false), otherLabs, file('kind-other-labs')));
  const until = Date.now() + leftOf(shares.tests);
  const limit = Number.isFinite(until) ? { ONE_PER_NODE_TESTS_UNTIL: String(until) } : {};
  await stage('kind:tests', async () => {
    // The tests take turns on one cluster; the others would be in its way.
    await down(others);
    await run('vitest', [...tests, `--outputFile.json=${file('kind-tests')}`], limit);
  });
}

async function runLabs(args: readonly string[], share: number, file: string): Promise<void> {
  const where = ['--provider', 'kind', '--cluster', cluster, '--jobs', String(jobs)];
  const left = leftOf(share);
  const limit = Number.isFinite(left) ? ['--time-limit', `${Math.round(left / 1000)}s`] : [];
  const { stdout, exitCode } = await execa('./course', ['run', ...where, ...limit, '-o', 'json', ...args], {
    reject: false,
    stderr: 'inherit',
    cancelSignal: signal,
  });
  writeFileSync(file, stdout);
  if (exitCode !== 0) throw new Error(`course run ended with exit code ${exitCode}`);
}

async function run(file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  await execa(file, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: more,
    preferLocal: true,
    cancelSignal: signal,
  });
}

/** Runs a stage to its end, times it, and says whether it went well; what stopped it is told and the next may run. */
async function stage(name: string, work: () => Promise<unknown>): Promise<boolean> {
  if (signal.aborted && name !== 'clean-up') return false;
  console.log(`\n=== ${name}`);
  const started = performance.now();
  const error = await work().then(
    () => undefined,
    (caught: unknown) => caught,
  );
  stages.push({ name, seconds: (performance.now() - started) / 1000, ok: error === undefined });
  if (error instanceof CourseError) console.error([error.message, error.next].filter(Boolean).join('\nNext: '));
  else if (error !== undefined) console.error((error as { shortMessage?: string }).shortMessage ?? String(error));
  return error === undefined;
}

function report(results: string): void {
  const failed = stages.filter(({ ok }) => !ok).map(({ name }) => name);
  const counts = showReports(results, kindStages, failed);
  console.log('\n=== stages of test:kind');
  for (const { name, seconds, ok } of stages)
    console.log(`${name.padEnd(20)} ${seconds.toFixed(0).padStart(5)} s  ${ok ? 'ok' : 'FAILED'}`);
  console.log(`${'in all'.padEnd(20)} ${(performance.now() / 1000).toFixed(0).padStart(5)} s`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (signal.aborted) process.exitCode = 130;
  else if (counts.failed > 0) process.exitCode = 1;
}

if (values.help) console.log(usage);
else await main();
