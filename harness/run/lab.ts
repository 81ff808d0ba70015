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

/** The solution, and if asked the starter and the traps. */
export function variantsToRun(lab: Lab, { traps }: Pick<LabOptions, 'traps'>): Variant[] {
  return variants(lab).slice(0, traps ? undefined : 1);
}

/**
 * One lab on its way: its variants are handed out one by one, to one cluster or to several, and what came of them is
 * gathered. Each begins on a clean cluster, so that it says nothing about a lab where and when they ran.
 */
export class LabRun {
  readonly choice: Omit<Choice, 'reason'>;
  readonly #all: readonly Variant[];
  readonly #left: Variant[];
  readonly #results = new Map<string, VariantResult>();
  #running = 0;
  #began: number | undefined;
  #again: string | undefined;
  #noCluster: unknown;

  constructor(choice: Omit<Choice, 'reason'>, { traps }: Pick<LabOptions, 'traps'>) {
    this.choice = choice;
    this.#all = variantsToRun(choice.lab, { traps });
    this.#left = [...this.#all];
  }

  get hasBegun(): boolean {
    return this.#began !== undefined;
  }

  /** The next variant to be run, if there is one; whoever takes it has to say what came of it. */
  take(): Variant | undefined {
    const variant = this.#left.shift();
    if (!variant) return undefined;
    this.#began ??= performance.now();
    this.#running += 1;
    return variant;
  }

  /** Takes a result. Where nobody could judge, what has not begun is left out. */
  add(result: VariantResult): void {
    this.#running -= 1;
    this.#results.set(result.variant, result);
    if (result.status === 'error') this.#left.length = 0;
  }

  /** Takes why no cluster could be brought up for a variant. */
  addNoCluster(error: unknown): void {
    this.#running -= 1;
    this.#noCluster ??= error;
    this.#left.length = 0;
  }

  /** Notes why a variant is run a second time. */
  beginsAnew(why: string): void {
    this.#again ??= why;
  }

  /** What came of it, once nothing of it runs or waits any more. */
  get result(): LabResult | undefined {
    if (this.#began === undefined || this.#running + this.#left.length > 0) return undefined;
    const { lab, provider } = this.choice;
    const results = this.#all.flatMap(({ name }) => this.#results.get(name) ?? []);
    const broke = this.#noCluster !== undefined && {
      status: 'error' as const,
      exitCode: exitCodes.clusterOrTool,
      reason: notJudgedSince(this.#noCluster),
    };
    return {
      lab: lab.slug,
      title: lab.title,
      provider,
      ...outcome(results),
      ...broke,
      ...(this.#again !== undefined && { again: this.#again }),
      variants: results,
      durationMs: performance.now() - this.#began,
    };
  }
}

/** Runs one variant; where the cluster or a tool breaks under it, that is its result. */
export function attempt(lab: Lab, variant: Variant, context: RunContext): Promise<VariantResult> {
  return runVariant(lab, variant, context).catch((error: unknown) => broken(variant, error));
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
