import type { Api } from '../cluster/api.ts';
import { runShell, type ShellOptions } from '../cluster/exec.ts';
import { durationMs, type Lab, type Step } from '../lab/index.ts';
import { expectedNodesAfter } from '../lab/node-commands.ts';
import { diffNodes, type NodeShape } from '../lab/node-shape.ts';
import { notJudged, whyUnreachable } from '../observe/reachable.ts';
import type { Node } from '../placement/types.ts';
import type { CommandResult, ExpectationResult, StepResult } from '../result.ts';
import { type Check, type ExpectationContext, prepareExpectation } from './kinds/index.ts';
import { paced } from './kinds/settling.ts';
import type { Workspace } from './workspace.ts';

export interface StepContext {
  lab: Lab;
  api: Api;
  provider: ExpectationContext['provider'];
  workspace: Workspace;
  signal?: AbortSignal;
  /** Whether to run what the step shows; only a solution's output is compared with a recording. */
  show: boolean;
}

export interface StepOutcome {
  result: StepResult;
  /** The nodes as they ought to be after the step's own command. */
  nodes: readonly NodeShape[];
  fixedWaitMs: number;
}

const defaultCommandTimeout = '60s';

/**
 * Runs one step: begins what must record from before, runs the command, judges the expectations in order, and shows.
 * `override` is a trap's command in place of the step's own; the nodes are expected to change only by the latter.
 */
export async function runStep(
  step: Step,
  before: readonly NodeShape[],
  { lab, api, provider, workspace, signal, show, override }: StepContext & { override?: string },
): Promise<StepOutcome> {
  const nodes = expectedNodesAfter([...before], step.run);
  const ended = new AbortController();
  const context: ExpectationContext = {
    api,
    provider,
    lab,
    namespace: workspace.namespace,
    ended: ended.signal,
    ...(signal && { signal }),
    ...(lab.nodes !== 'open' && {
      topologyChanges: (live: readonly Node[]) => diffNodes([...nodes], live.map(toShape)),
    }),
  };
  const shell = {
    cwd: workspace.cwd,
    env: workspace.env,
    timeoutMs: paced(provider, durationMs(step.timeout ?? defaultCommandTimeout)),
    ...(signal && { signal }),
  };
  try {
    const checks = await Promise.all(step.expect.map((expectation) => prepareExpectation(expectation, context)));
    const command = await runShell(override ?? step.run, shell);
    signal?.throwIfAborted();
    const judged = (await judgeCommand(step, api, command)) ?? (await judgeAll(step, checks, command));
    const shown = show && judged.status === 'pass' ? await showAll(step.show ?? [], { api, shell }) : { shown: [] };
    const { fixedWaitMs = 0, ...result } = { ...judged, ...shown };
    return { nodes, fixedWaitMs, result: { id: step.id, command, expectations: [], ...result } };
  } finally {
    ended.abort();
  }
}

type Outcome = Pick<StepResult, 'status' | 'code' | 'message'>;

/** What a command that ended with an error means, unless that is what the step expects of it. */
async function judgeCommand(step: Step, api: Api, command: CommandResult): Promise<Outcome | undefined> {
  const expected = step.expect.some(({ expectation }) => expectation === 'refused');
  return command.exitCode === 0 || expected ? undefined : commandFailed(api, command);
}

/** Judges the expectations in order, up to the first that does not pass. */
async function judgeAll(
  step: Step,
  checks: readonly Check[],
  command: CommandResult,
): Promise<Outcome & { expectations: ExpectationResult[]; fixedWaitMs: number }> {
  const expectations: ExpectationResult[] = [];
  let fixedWaitMs = 0;
  for (const [index, check] of checks.entries()) {
    const started = performance.now();
    const checked = await check(command);
    fixedWaitMs += checked.fixedWaitMs;
    const { verdict } = checked;
    expectations.push({
      expectation: step.expect[index]?.expectation ?? '',
      verdict,
      durationMs: performance.now() - started,
    });
    if (verdict.status !== 'pass')
      return { status: verdict.status, code: verdict.code, message: verdict.summary, expectations, fixedWaitMs };
  }
  return { status: 'pass', code: 'OK', message: '', expectations, fixedWaitMs };
}

/** Runs the lines that a step shows, up to the first that ends with an error. */
async function showAll(
  lines: readonly string[],
  { api, shell }: { api: Api; shell: ShellOptions },
): Promise<Partial<Outcome> & { shown: CommandResult[] }> {
  const shown: CommandResult[] = [];
  for (const line of lines) {
    const result = await runShell(line, shell);
    shown.push(result);
    if (result.exitCode !== 0) return { ...(await commandFailed(api, result)), shown };
  }
  return { shown };
}

/** A command that fails because the API server is gone says nothing about the work under test. */
async function commandFailed(api: Api, { command, exitCode, stderr }: CommandResult): Promise<Outcome> {
  const trouble = await whyUnreachable(api);
  if (trouble) return { status: 'error', code: 'API_UNREACHABLE', message: notJudged(trouble) };
  const said = stderr.trim() || 'It printed no error.';
  return {
    status: 'fail',
    code: 'COMMAND_FAILED',
    message: `\`${command.trim()}\` ended with exit code ${exitCode}: ${said}`,
  };
}

/** A live node as the lab's author thinks of it. */
export function toShape({ metadata, spec }: Node): NodeShape {
  return {
    name: metadata.name ?? '',
    labels: metadata.labels ?? {},
    taints: (spec?.taints ?? []).map(({ key, value = '', effect }) => ({ key, value, effect })),
    unschedulable: spec?.unschedulable ?? false,
  } as NodeShape;
}
