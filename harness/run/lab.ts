import { ApiError } from '../cluster/api.ts';
import { ClusterError, exitCodes, ToolchainError } from '../errors.ts';
import { type Lab, type Variant, variants } from '../lab/index.ts';
import type { LabResult, VariantResult } from '../result.ts';
import type { Choice } from './choose.ts';
import { type RunContext, runVariant } from './variant.ts';

export interface LabOptions {
  /** Also prove that the starter and each trap fail as declared. */
  traps: boolean;
  onVariant?: (lab: Lab, variant: string) => void;
}

/** Runs a lab's solution and, if asked, its starter and traps; one after the other, each from a clean cluster. */
export async function runLab(lab: Lab, { traps, onVariant }: LabOptions, context: RunContext): Promise<LabResult> {
  const started = performance.now();
  const results: VariantResult[] = [];
  for (const variant of variants(lab).slice(0, traps ? undefined : 1)) {
    onVariant?.(lab, variant.name);
    results.push(await runVariant(lab, variant, context).catch((error: unknown) => broken(variant, error)));
    if (results.at(-1)?.status === 'error') break;
  }
  return {
    lab: lab.slug,
    title: lab.title,
    provider: context.provider.name,
    ...outcome(results),
    variants: results,
    durationMs: performance.now() - started,
  };
}

/** A variant that nobody could judge, since the cluster or a tool broke under it. */
function broken({ name, fails }: Variant, error: unknown): VariantResult {
  const message = notJudgedSince(error);
  return {
    variant: name,
    status: 'error',
    ...(fails && { declared: fails }),
    steps: [],
    message,
    durationMs: 0,
    fixedWaitMs: 0,
  };
}

/** What to say where the cluster or a tool broke; anything else is a bug of ours or a wrong option, and goes on. */
function notJudgedSince(error: unknown): string {
  if (!(error instanceof ClusterError || error instanceof ToolchainError || error instanceof ApiError)) throw error;
  const next = 'next' in error && error.next ? ` Next: ${error.next}` : '';
  return `It was not judged. ${error.message}${next}`;
}

/** A lab whose cluster could not be brought up. */
export function withoutCluster({ lab, provider }: Omit<Choice, 'reason'>, error: unknown): LabResult {
  const reason = notJudgedSince(error);
  return { ...skipped({ lab, provider }, reason), status: 'error', exitCode: exitCodes.clusterOrTool };
}

/** A lab that was not run, and why; never counted as passed. */
export function skipped({ lab, provider }: Omit<Choice, 'reason'>, reason: string): LabResult {
  return {
    lab: lab.slug,
    title: lab.title,
    provider,
    status: 'skipped',
    exitCode: exitCodes.pass,
    reason,
    variants: [],
    durationMs: 0,
  };
}

function outcome(results: readonly VariantResult[]): Pick<LabResult, 'status' | 'exitCode'> {
  if (results.some(({ status }) => status === 'error')) return { status: 'error', exitCode: exitCodes.clusterOrTool };
  // A starter or trap that does not fail as declared is a mistake of the lab, whose author has to mend it first.
  if (results.some(({ status, declared }) => status === 'fail' && declared))
    return { status: 'fail', exitCode: exitCodes.usageOrLab };
  if (results.some(({ status }) => status === 'fail')) return { status: 'fail', exitCode: exitCodes.workWrong };
  return { status: 'pass', exitCode: exitCodes.pass };
}
