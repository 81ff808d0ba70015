import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { abortOnSignals } from '../harness/cli/context.ts';
import { findEngine, startEngine, stopEngine } from '../harness/cluster/engine/index.ts';
import { nodeImage, workloadImages } from '../harness/cluster/images/index.ts';
import { CourseError } from '../harness/errors.ts';
import { loadCourse } from '../harness/lab/index.ts';
import { kindStages, showReports } from './ci/reports.ts';

const usage = `npm run test:kind [-- --results DIR] [--keep]

Everything that takes real kubelets, on kind clusters with one control plane and three workers: the tests of the
provider and of its faults, the kubelet labs with starters and traps, and the solution of every other lab that fits.
The tests have a cluster to themselves, the labs another. They run one after the other: side by side on two cores kubelets were
so late that labs failed which were right.
  --results DIR   leaves the reports of each stage there, as JSON
  --keep          leaves the clusters and an engine that it started
Where no container engine answers, one is started only as root on Linux with ONE_PER_NODE_START_ENGINE=1.`;

const { values } = parseArgs({
  options: { results: { type: 'string' }, keep: { type: 'boolean', default: false }, help: { type: 'boolean' } },
});
const { env } = process;
const testCluster = 'test-kind';
const labCluster = 'kind-labs';
const clusters = [testCluster, labCluster];
/**
 * The tests also switch a control plane off. Its address, which must stay its own, would go to the next node that anybody
 * else's cluster on this engine switches on meanwhile; so they have a network to themselves.
 */
const testNetwork = testCluster;
const ofTests = { ONE_PER_NODE_TEST_CLUSTER: testCluster, KIND_EXPERIMENTAL_DOCKER_NETWORK: testNetwork };
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
      await stage('clean-up', down);
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

/** Without it nothing could be proved; `course run` brings up its own. */
const up = () => run('./course', ['cluster', 'up', '--provider', 'kind', '--cluster', testCluster], ofTests);
// After Ctrl-C too, so the signal that ended the rest does not end these.
const endCluster = (name: string) =>
  execa('./course', ['cluster', 'down', '--provider', 'kind', '--cluster', name], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });

async function down(): Promise<void> {
  await all(clusters.map(endCluster));
  const found = await findEngine({ env });
  if (found.kind === 'found')
    await execa('docker', ['network', 'rm', testNetwork], { env: found.engine.env, reject: false });
}

async function proveOn(results: string): Promise<void> {
  const { labs } = await loadCourse('labs');
  const slugs = (kubelet: boolean) =>
    labs.filter(({ needs }) => needs.includes('kubelet') === kubelet).map(({ slug }) => slug);
  const file = (name: string) => join(results, `${name}.json`);
  const tests = ['run', '--config', 'vitest.kind.config.mts', '--reporter=default', '--reporter=json'];
  await stage('kind:tests', () => run('vitest', [...tests, `--outputFile.json=${file('kind-tests')}`], ofTests));
  // Four nodes at rest still take a share of both cores.
  await stage('tests down', () => endCluster(testCluster));
  await stage('kind:kubelet-labs', () => runLabs(['--traps', ...slugs(true)], file('kind-kubelet-labs')));
  await stage('kind:other-labs', () => runLabs(slugs(false), file('kind-other-labs')));
}

async function runLabs(args: readonly string[], file: string): Promise<void> {
  const where = ['--provider', 'kind', '--cluster', labCluster];
  const { stdout, exitCode } = await execa('./course', ['run', ...where, '-o', 'json', ...args], {
    reject: false,
    stderr: 'inherit',
    cancelSignal: signal,
  });
  writeFileSync(file, stdout);
  if (exitCode !== 0) throw new Error(`course run ended with exit code ${exitCode}`);
}

/** Waits until all have ended, however they end, and then throws what the first that failed did. */
async function all(works: readonly PromiseLike<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
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
