import type { ProviderName } from '../cluster/provider.ts';
import { type ExitCode, exitCodes, worstExitCode } from '../errors.ts';
import type { Lab } from '../lab/index.ts';
import type { LabResult, RunResult, UsedCluster } from '../result.ts';
import type { Choice } from './choose.ts';
import { type LabOptions, runLab, skipped, withoutCluster } from './lab.ts';
import type { RunContext } from './variant.ts';

export interface RunOptions extends LabOptions {
  onLab?: (result: LabResult) => void;
}

/** A cluster that is brought up once a lab is there for it. */
export interface LazyCluster {
  name: string;
  open(): Promise<RunContext>;
}

/** The clusters of each provider; labs are spread over as many as there are. */
export type Clusters = Partial<Record<ProviderName, readonly LazyCluster[]>>;

/**
 * Runs labs where it was chosen, one provider after the other. Nodes belong to a whole cluster, so two labs never share
 * one at the same time.
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
    await runGroup(group, { options, clusters: clusters[provider] ?? [], done, used });
  const inOrder = choices.map(({ lab }) => results.get(lab.slug)).filter((result) => result !== undefined);
  return { ...summary(inOrder), clusters: used, labs: inOrder, durationMs: performance.now() - started };
}

interface Group {
  options: RunOptions;
  clusters: readonly LazyCluster[];
  done: (result: LabResult) => void;
  /** Takes the clusters that were brought up. */
  used: UsedCluster[];
}

/** Runs the labs of one provider. What is judged on a broken cluster says nothing about a lab; others take what is left. */
async function runGroup(group: readonly Choice[], { options, clusters, done, used }: Group): Promise<void> {
  const queue = [...group];
  let brokenBy: string | undefined;
  const broke = (cluster: LazyCluster, result: LabResult) => {
    brokenBy ??= `cluster ${cluster.name} broke during ${result.lab}`;
    done(result);
  };
  const work = async (cluster: LazyCluster) => {
    const first = queue.shift();
    if (!first) return;
    let context: RunContext;
    try {
      context = await cluster.open();
    } catch (error) {
      return broke(cluster, withoutCluster(first, error));
    }
    used.push(usedCluster(context));
    for (let lab: Lab | undefined = first.lab; lab; lab = queue.shift()?.lab) {
      const result = await runLab(lab, options, context);
      if (result.status === 'error') return broke(cluster, result);
      done(result);
    }
  };
  await Promise.all(clusters.slice(0, queue.length).map(work));
  for (const choice of queue) done(skipped(choice, brokenBy ?? 'no cluster was left'));
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
