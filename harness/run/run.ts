import { type ExitCode, exitCodes, worstExitCode } from '../errors.ts';
import type { Lab } from '../lab/index.ts';
import type { LabResult, RunResult } from '../result.ts';
import { type LabOptions, runLab, skipped } from './lab.ts';
import type { RunContext } from './variant.ts';

export interface RunOptions extends LabOptions {
  kubernetesVersion: string;
  onLab?: (result: LabResult) => void;
}

/**
 * Runs labs, spread over as many clusters as there are contexts. Nodes belong to a whole cluster, so two labs never
 * share one at the same time.
 */
export async function runLabs(
  labs: readonly Lab[],
  options: RunOptions,
  contexts: readonly [RunContext, ...RunContext[]],
): Promise<RunResult> {
  const started = performance.now();
  const results = new Map<string, LabResult>();
  const queue = [...labs];
  let brokenBy: string | undefined;
  const done = (result: LabResult) => {
    results.set(result.lab, result);
    options.onLab?.(result);
  };
  const work = async (context: RunContext) => {
    for (let lab = queue.shift(); lab; lab = queue.shift()) {
      const result = await runLab(lab, options, context);
      done(result);
      // What is judged on a broken cluster says nothing about the lab; other clusters take what is left.
      if (result.status === 'error') {
        brokenBy ??= `cluster ${context.clusterName} broke during ${lab.slug}`;
        return;
      }
    }
  };
  await Promise.all(contexts.map(work));
  for (const lab of queue) done(skipped(lab, brokenBy ?? 'no cluster was left'));
  const inOrder = labs.map(({ slug }) => results.get(slug)).filter((result) => result !== undefined);
  return {
    ...summary(inOrder),
    provider: contexts[0].provider.name,
    kubernetesVersion: options.kubernetesVersion,
    labs: inOrder,
    durationMs: performance.now() - started,
  };
}

function summary(labs: readonly LabResult[]): Pick<RunResult, 'schemaVersion' | 'status' | 'exitCode' | 'summary'> {
  const variants = labs.flatMap((lab) => lab.variants);
  const passed = variants.filter(({ status }) => status === 'pass').length;
  const skipped = labs.filter(({ status }) => status === 'skipped').length;
  // Nothing ran is a failure: an empty list of labs must not look like a success.
  const nothingRan: ExitCode[] = variants.length === 0 ? [exitCodes.usageOrLab] : [];
  const exitCode = worstExitCode([...labs.map((lab) => lab.exitCode as ExitCode), ...nothingRan]);
  const status = exitCode === exitCodes.pass ? 'pass' : exitCode === exitCodes.clusterOrTool ? 'error' : 'fail';
  return { schemaVersion: 1, status, exitCode, summary: { passed, failed: variants.length - passed, skipped } };
}
