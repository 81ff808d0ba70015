import type { ProviderName } from '../cluster/provider.ts';
import { type ExitCode, exitCodes, worstExitCode } from '../errors.ts';
import type { Variant } from '../lab/index.ts';
import type { LabResult, RunResult, UsedCluster, VariantResult } from '../result.ts';
import type { Choice } from './choose.ts';
import { attempt, type LabOptions, LabRun, skipped } from './lab.ts';
import type { RunContext } from './variant.ts';

export interface RunOptions extends LabOptions {
  /** A lab that would begin later than this after the start is skipped; one that has begun goes on. */
  timeLimitMs?: number;
  onLab?: (result: LabResult) => void;
  /** Called with why a variant begins anew on a cluster that is brought up again. */
  onBroken?: (message: string) => void;
}

/** A cluster that is brought up once a lab is there for it. */
export interface LazyCluster {
  name: string;
  /** Called again to mend a cluster that broke, or to make it anew. */
  open(): Promise<RunContext>;
}

/** The clusters of each provider; variants of labs are spread over as many as there are. */
export type Clusters = Partial<Record<ProviderName, readonly LazyCluster[]>>;

/**
 * Runs labs where it was chosen, one provider after the other. Nodes belong to a whole cluster, so two variants never
 * share one at the same time.
 */
export async function runLabs(choices: readonly Choice[], options: RunOptions, clusters: Clusters): Promise<RunResult> {
  const started = performance.now();
  const results = new Map<string, LabResult>();
  const used: UsedCluster[] = [];
  const done = (result: LabResult) => {
    results.set(result.lab, result);
    options.onLab?.(result);
  };
  for (const choice of choices) if (choice.reason !== undefined) done(skipped(choice, choice.reason));
  const running = Map.groupBy(
    choices.filter(({ reason }) => reason === undefined),
    ({ provider }) => provider,
  );
  for (const [provider, group] of running)
    await runGroup(group, { options, clusters: clusters[provider] ?? [], done, used, started });
  const inOrder = choices.map(({ lab }) => results.get(lab.slug)).filter((result) => result !== undefined);
  return { ...summary(inOrder), clusters: used, labs: inOrder, durationMs: performance.now() - started };
}

interface Group {
  options: RunOptions;
  /** When the run began, on the clock of `performance`. */
  started: number;
  clusters: readonly LazyCluster[];
  done: (result: LabResult) => void;
  /** Takes the clusters that were brought up. */
  used: UsedCluster[];
}

/** How often in a run a cluster is brought up again after it broke under a lab. */
const renewals = 2;

/** A variant that somebody has to run. */
interface Part {
  run: LabRun;
  variant: Variant;
}

/**
 * Runs the labs of one provider. What is judged on a broken cluster says nothing about a lab: the cluster is brought up
 * again and the variant begins anew. One that breaks again is left, and others take what remains.
 */
async function runGroup(group: readonly Choice[], { options, clusters, done, used, started }: Group): Promise<void> {
  const queue = group.map((choice) => new LabRun(choice, options));
  const isTime = () => performance.now() - started < (options.timeLimitMs ?? Number.POSITIVE_INFINITY);
  const take = (): Part | undefined => {
    for (const run of queue) {
      if (!run.hasBegun && !isTime()) return undefined;
      const variant = run.take();
      if (variant) return { run, variant };
    }
    return undefined;
  };
  let brokenBy: string | undefined;
  const work = async (cluster: LazyCluster) => {
    let context: RunContext | undefined;
    /** Undefined where no cluster could be brought up. */
    const tryOnce = async ({ run, variant }: Part): Promise<VariantResult | undefined> => {
      try {
        context ??= await cluster.open();
      } catch (error) {
        run.addNoCluster(error);
        return undefined;
      }
      const mine = usedCluster(context);
      if (!used.some((known) => known.provider === mine.provider && known.cluster === mine.cluster)) used.push(mine);
      options.onVariant?.(run.choice.lab, variant.name);
      return attempt(run.choice.lab, variant, context);
    };
    let left = renewals;
    for (let part = take(); part; part = take()) {
      const { run, variant } = part;
      const broke = `broke during ${run.choice.lab.slug}`;
      let result = await tryOnce(part);
      if (result?.status === 'error' && left > 0) {
        left -= 1;
        context = undefined;
        options.onBroken?.(`Cluster ${cluster.name} ${broke} (${variant.name}), which begins anew. ${result.message}`);
        run.beginsAnew(result.message);
        result = await tryOnce(part);
      }
      if (result) run.add(result);
      if (run.result) done(run.result);
      if (result && result.status !== 'error') continue;
      brokenBy ??= `cluster ${cluster.name} ${broke}`;
      return;
    }
  };
  await Promise.all(clusters.map(work));
  for (const run of queue)
    if (!run.result)
      done(
        skipped(
          run.choice,
          isTime() ? (brokenBy ?? 'no cluster was left') : 'no time was left within the --time-limit',
        ),
      );
}

function usedCluster({ provider, clusterName, kubernetesVersion }: RunContext): UsedCluster {
  return { provider: provider.name, cluster: clusterName, kubernetesVersion };
}

function summary(labs: readonly LabResult[]): Pick<RunResult, 'schemaVersion' | 'status' | 'exitCode' | 'summary'> {
  const variants = labs.flatMap((lab) => lab.variants);
  const passed = variants.filter(({ status }) => status === 'pass').length;
  const skipped = labs.filter(({ status }) => status === 'skipped').length;
  // Nothing ran is a failure: an empty list of labs must not look like a success.
  const nothingRan: ExitCode[] = variants.length === 0 ? [exitCodes.usageOrLab] : [];
  const exitCode = worstExitCode([...labs.map((lab) => lab.exitCode as ExitCode), ...nothingRan]);
  const status = exitCode === exitCodes.pass ? 'pass' : exitCode === exitCodes.clusterOrTool ? 'error' : 'fail';
  return { schemaVersion: 2, status, exitCode, summary: { passed, failed: variants.length - passed, skipped } };
}
