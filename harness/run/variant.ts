import type { Api } from '../cluster/api.ts';
import type { Provider } from '../cluster/provider.ts';
import type { Lab, Variant } from '../lab/index.ts';
import type { Node } from '../placement/types.ts';
import type { CommandResult, StepResult, VariantResult } from '../result.ts';
import { homeOf } from './choose.ts';
import { judgeVariant } from './declared.ts';
import { firstDifference, readRecording, recordingPath, transcript, writeRecording } from './recording.ts';
import { runStep, toShape } from './step.ts';
import { beginTimeline, type LabTimeline } from './timeline.ts';
import { topologyOf } from './topology.ts';
import { openWorkspace } from './workspace.ts';

export interface RunContext {
  provider: Provider;
  api: Api;
  clusterName: string;
  /** What the API server says of itself, such as v1.36.3. */
  kubernetesVersion: string;
  binDir: string;
  self: readonly string[];
  /** Folder for what clusters and runs keep, outside the checkout. */
  root: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Writes what the solution's steps print instead of comparing it. */
  record?: boolean;
}

/** Runs one variant of a lab from a clean cluster, step by step up to the first that does not pass, and judges the outcome. */
export async function runVariant(lab: Lab, variant: Variant, context: RunContext): Promise<VariantResult> {
  const started = performance.now();
  const { provider, api, root, binDir, self, env, clusterName, signal } = context;
  await provider.reset(topologyOf(lab));
  const kubeconfig = provider.kubeconfig();
  const cluster = { name: clusterName, provider: provider.name };
  const workspace = await openWorkspace({ lab, variant, api, root, kubeconfig, binDir, self, env, cluster });
  const solution = variant.name === 'solution';
  let timeline: LabTimeline | undefined;
  try {
    timeline = solution ? await beginTimeline(lab, workspace.namespace, context) : undefined;
    // From the watch cache, which has shown these very nodes Ready; to wait for the store would take 0.1 s.
    const live = await api.list<Node>('/api/v1/nodes', { query: { resourceVersion: '0' } });
    let nodes = live.items.map(toShape);
    const steps: StepResult[] = [];
    let fixedWaitMs = 0;
    for (const step of lab.steps) {
      const override = variant.run[step.id];
      timeline?.step(step.id);
      const outcome = await runStep(step, nodes, {
        lab,
        api,
        provider,
        workspace,
        show: solution,
        ...(signal && { signal }),
        ...(override && { override }),
      });
      nodes = [...outcome.nodes];
      fixedWaitMs += outcome.fixedWaitMs;
      const result = solution
        ? compared(lab, outcome.result, { ...context, namespace: workspace.namespace })
        : outcome.result;
      steps.push(result);
      if (result.status !== 'pass') break;
    }
    const judged = judgeVariant(variant, steps);
    if (judged.status === 'pass') await timeline?.write();
    return {
      variant: variant.name,
      ...(variant.fails && { declared: variant.fails }),
      steps,
      ...judged,
      durationMs: performance.now() - started,
      fixedWaitMs,
    };
  } finally {
    timeline?.end();
    workspace.remove();
  }
}

/** Holds what a passing step printed against its recording; a lesson shows the recording, so it must be true. */
function compared(
  lab: Lab,
  result: StepResult,
  { provider, record, namespace }: RunContext & { namespace: string },
): StepResult {
  if (result.status !== 'pass') return result;
  const commands: CommandResult[] = [result.command, ...result.shown];
  const now = transcript(commands, namespace);
  if (record) {
    writeRecording(recordingPath(lab, provider.name, result.id), now);
    return { ...result, recorded: true };
  }
  const recorded = readRecording(lab, provider.name, result.id);
  // Elsewhere than at home a lab need not be recorded.
  if (recorded === undefined) return provider.name === homeOf(lab) ? { ...result, recorded: false } : result;
  const difference = firstDifference(recorded, now);
  if (difference === undefined) return { ...result, recorded: true };
  return {
    ...result,
    recorded: true,
    status: 'fail',
    code: 'OUTPUT_DIFFERS',
    message: `The output differs from its recording, ${difference}. If this is right now: course author record ${lab.slug}`,
  };
}
