import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Api } from '../cluster/api.ts';
import { ClusterError, type ExitCode, UsageError } from '../errors.ts';
import { findLabs, type Lab, loadCourse } from '../lab/index.ts';
import { runReporters } from '../report/index.ts';
import type { RunResult } from '../result.ts';
import { runLabs } from '../run/run.ts';
import type { RunContext } from '../run/variant.ts';
import { sweepWorkspaces } from '../run/workspace.ts';
import { type Lock, tryLock } from '../toolchain/lock.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { type Cluster, openCluster, withClusterOption, withProviderOption } from './cluster-options.ts';
import { type CliContext, renderOptions } from './context.ts';

interface RunFlags {
  traps?: boolean;
  jobs: number;
  output: 'pretty' | 'json' | 'junit';
  provider: string;
  cluster: string;
  down?: boolean;
  ascii?: boolean;
  labs?: string;
  record?: boolean;
}

/** `course run [LAB…]`: applies each lab's solution step by step on a real control plane, and judges it. */
export function defineRun(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const command = program
    .command('run')
    .summary('run labs on a real control plane and judge them')
    .description(
      'Applies the solution of each lab step by step on a real control plane and judges, node by node, whether it is\nas the task wants it. Without a name all labs run.',
    )
    .argument('[labs...]', 'names of labs (see: course list)')
    .option('--traps', 'also prove that the starter and every trap fail exactly as lab.yaml declares')
    .option('--jobs <n>', 'clusters to spread the labs over', parseJobs, 1)
    .addOption(
      new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json', 'junit']).default('pretty'),
    )
    .option('--down', 'end the cluster afterwards (it is kept otherwise, and the next run starts at once)')
    .option('--labs <dir>', 'folder that holds course.yaml and the labs')
    .option('--ascii', 'draw with ASCII characters only');
  withClusterOption(withProviderOption(command));
  command.addHelpText(
    'after',
    '\nExit code: 0 all pass, 1 a solution fails, 2 usage or a lab is wrong, 3 the cluster or a tool broke, 130 Ctrl-C.\n',
  );
  command.action(async (names: string[], flags: RunFlags) => done(await runVerb(names, flags, context)));
}

/** Runs labs as the flags say and prints the result; gives the exit code. */
export async function runVerb(names: readonly string[], flags: RunFlags, context: CliContext): Promise<ExitCode> {
  const course = await loadCourse(flags.labs ?? join(packageRoot(), 'labs'), { only: names });
  const labs = findLabs(course, [...names]);
  const clusters = Array.from({ length: Math.min(flags.jobs, labs.length) }, (_, index) =>
    openCluster(context, { ...flags, cluster: index === 0 ? flags.cluster : `${flags.cluster}-${index + 1}` }),
  );
  const [first] = clusters;
  if (!first) throw new UsageError('E_NO_LABS', 'Expected at least one lab but found none.');
  sweepWorkspaces(first.root);
  const locks = await Promise.all(clusters.map((cluster) => claim(cluster)));
  let result: RunResult;
  try {
    result = await runOn(clusters as [Cluster, ...Cluster[]], labs, { flags, context });
    if (flags.down) await Promise.all(clusters.map(({ provider }) => provider.down()));
  } finally {
    await Promise.all(locks.map((lock) => lock.release()));
  }
  context.stdout.write(render(result, flags, context));
  if (!flags.down)
    first.progress.note(
      `The cluster is kept for the next run. To end it: course cluster down${clusters.map(({ name }) => (name === 'one-per-node' ? '' : ` --cluster ${name}`)).join(' && course cluster down')}`,
    );
  return result.exitCode as ExitCode;
}

async function runOn(
  clusters: readonly [Cluster, ...Cluster[]],
  labs: readonly Lab[],
  { flags, context }: { flags: RunFlags; context: CliContext },
): Promise<RunResult> {
  const [{ progress, toolchain }] = clusters;
  const { kubernetesVersion } = await toolchain();
  progress.update('up', `Starting Kubernetes ${kubernetesVersion} (kwok)…`);
  const contexts = await Promise.all(clusters.map((cluster) => toContext(cluster, { flags, context })));
  progress.clear();
  let finished = 0;
  try {
    return await runLabs(
      labs,
      {
        traps: flags.traps ?? false,
        kubernetesVersion,
        onVariant: (lab, variant) => progress.update('lab', `[${finished + 1}/${labs.length}] ${lab.slug}: ${variant}`),
        onLab: () => {
          finished += 1;
        },
      },
      contexts as [RunContext, ...RunContext[]],
    );
  } finally {
    progress.clear();
    for (const { api } of contexts) api.close();
  }
}

async function toContext(
  { provider, name, root, toolchain }: Cluster,
  { flags, context }: { flags: RunFlags; context: CliContext },
): Promise<RunContext> {
  await provider.up();
  const { binDir } = await toolchain();
  const api = await Api.fromKubeconfig({ path: provider.kubeconfig() });
  return {
    provider,
    api,
    clusterName: name,
    binDir,
    root,
    self: context.self,
    env: context.env,
    signal: context.signal,
    ...(flags.record && { record: true }),
  };
}

/** Two runs on one cluster would reset each other's nodes. */
async function claim({ name, root }: Cluster): Promise<Lock> {
  const lock = await tryLock(join(root, 'locks', `use-${name}.lock`), 'running labs');
  if (lock) return lock;
  throw new ClusterError('E_CLUSTER_BUSY', `Cluster ${name} is in use by another run.`, {
    next: `wait for it, or give --cluster ${name}-b`,
  });
}

function render(result: RunResult, flags: RunFlags, context: CliContext): string {
  return runReporters[flags.output](result, renderOptions(context, flags));
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16)
    throw new InvalidArgumentError('Expected a whole number from 1 to 16.');
  return jobs;
}
