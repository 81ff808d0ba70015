import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type ExitCode, exitCodes, worstExitCode } from '../errors.ts';
import { findLabs, type Lab, loadCourse } from '../lab/index.ts';
import { runReporters } from '../report/index.ts';
import type { RunResult } from '../result.ts';
import { describeChoices } from '../run/choose.ts';
import { runLabs } from '../run/run.ts';
import { sweepWorkspaces } from '../run/workspace.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { parseDuration, parseJobs } from './arguments.ts';
import {
  type ClusterFlags,
  sameCluster,
  withClusterOption,
  withImageOption,
  withProviderOption,
} from './cluster-options.ts';
import { type CliContext, renderOptions } from './context.ts';
import { openHost } from './open-cluster.ts';
import { choose } from './run-choose.ts';
import { RunClusters } from './run-clusters.ts';

/** What `course run` takes. */
export interface RunFlags extends ClusterFlags {
  traps?: boolean;
  jobs: number;
  output: 'pretty' | 'json' | 'junit';
  down?: boolean;
  ascii?: boolean;
  labs?: string;
  timeLimit?: number;
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
    .option('--jobs <n>', 'clusters to spread the labs over (of kind only with --provider kind)', parseJobs, 1)
    .addOption(
      new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json', 'junit']).default('pretty'),
    )
    .option('--down', 'end the clusters afterwards (they are kept otherwise, and the next run starts at once)')
    .option(
      '--time-limit <duration>',
      'skip labs that would begin later than this after the start, such as 20m',
      parseDuration,
    )
    .option('--labs <dir>', 'folder that holds course.yaml and the labs')
    .option('--ascii', 'draw with ASCII characters only');
  withImageOption(withClusterOption(withProviderOption(command)));
  command.addHelpText(
    'after',
    [
      '',
      'With --provider auto a lab that needs a kubelet runs on kind, if a container engine answers, and every other on kwok.',
      'Exit code: 0 all pass, 1 a solution fails, 2 usage or a lab is wrong, 3 the cluster or a tool broke, 130 Ctrl-C.',
      '',
    ].join('\n'),
  );
  command.action(async (names: string[], flags: RunFlags) => done(await runVerb(names, flags, context)));
}

/** Runs labs as the flags say and prints the result; gives the exit code. */
export async function runVerb(names: readonly string[], flags: RunFlags, context: CliContext): Promise<ExitCode> {
  const course = await loadCourse(labsFolder(flags), { only: names });
  return (await runAndPrint(findLabs(course, [...names]), flags, context)).exitCode;
}

/** The folder that holds course.yaml and the labs. */
export function labsFolder({ labs }: { labs?: string | undefined }): string {
  return labs ?? join(packageRoot(), 'labs');
}

/** Runs these labs as the flags say and prints the result; gives it with the exit code. */
export async function runAndPrint(
  labs: readonly Lab[],
  flags: RunFlags,
  context: CliContext,
): Promise<{ result: RunResult; exitCode: ExitCode }> {
  const host = openHost(context);
  sweepWorkspaces(host.root);
  const clusters = new RunClusters(host, flags);
  let result: RunResult;
  let clean = false;
  try {
    const { choices, why } = await choose(labs, clusters, flags);
    host.progress.note(`${describeChoices(choices, why)}.`);
    const claimed = await clusters.claimFor(choices);
    let finished = 0;
    result = await runLabs(
      choices,
      {
        traps: flags.traps ?? false,
        ...(flags.timeLimit !== undefined && { timeLimitMs: flags.timeLimit }),
        onVariant: (lab, variant) =>
          host.progress.update('lab', `[${finished + 1}/${labs.length}] ${lab.slug}: ${variant}`),
        onLab: () => {
          finished += 1;
        },
        onBroken: (message) => host.progress.note(message),
      },
      claimed,
    );
    if (flags.down) await clusters.down();
  } finally {
    host.progress.clear();
    clean = await clusters.close();
  }
  context.stdout.write(runReporters[flags.output](result, renderOptions(context, flags)));
  const kept = flags.down ? [] : clusters.kept();
  if (kept.length > 0) {
    const commands = kept.map((cluster) => `course cluster down${sameCluster(cluster)}`);
    const [is, it] = kept.length === 1 ? ['The cluster is', 'it'] : ['The clusters are', 'them'];
    host.progress.note(`${is} kept for the next run. To end ${it}: ${commands.join(' && ')}`);
  }
  const exitCode = worstExitCode([result.exitCode as ExitCode, clean ? exitCodes.pass : exitCodes.clusterOrTool]);
  return { result, exitCode };
}
