import type { Api } from '../cluster/api.ts';
import { runShell } from '../cluster/exec.ts';
import { durationMs, type Lab, type Step } from '../lab/index.ts';
import { expectedNodesAfter } from '../lab/node-commands.ts';
import { diffNodes, type NodeShape } from '../lab/node-shape.ts';
import { notJudged, whyUnreachable } from '../observe/reachable.ts';
import type { Node } from '../placement/types.ts';
import type { CommandResult, ExpectationResult, StepResult } from '../result.ts';
import { type ExpectationContext, prepareExpectation } from './expectations.ts';
import type { Workspace } from './workspace.ts';

export interface StepContext {
  lab: Lab;
  api: Api;
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
  { lab, api, workspace, signal, show, override }: StepContext & { override?: string },
): Promise<StepOutcome> {
  const nodes = expectedNodesAfter([...before], step.run);
  const context: ExpectationContext = {
    api,
    lab,
    namespace: workspace.namespace,
    ...(signal && { signal }),
    ...(lab.nodes !== 'open' && {
      topologyChanges: (live: readonly Node[]) => diffNodes([...nodes], live.map(toShape)),
    }),
  };
  const checks = await Promise.all(step.expect.map((expectation) => prepareExpectation(expectation, context)));
  const shell = {
    cwd: workspace.cwd,
    env: workspace.env,
    timeoutMs: durationMs(step.timeout ?? defaultCommandTimeout),
    ...(signal && { signal }),
  };
  const command = await runShell(override ?? step.run, shell);
  signal?.throwIfAborted();
  const outcome = (over: Partial<StepResult>, fixedWaitMs = 0): StepOutcome => ({
    nodes,
    fixedWaitMs,
    result: { id: step.id, status: 'pass', code: 'OK', message: '', command, expectations: [], shown: [], ...over },
  });
  if (command.exitCode !== 0) return outcome(await commandFailed(api, command));

  const expectations: ExpectationResult[] = [];
  let fixedWaitMs = 0;
  for (const [index, check] of checks.entries()) {
    const started = performance.now();
    const checked = await check();
    fixedWaitMs += checked.fixedWaitMs;
    const { verdict } = checked;
    expectations.push({
      expectation: step.expect[index]?.expectation ?? '',
      verdict,
      durationMs: performance.now() - started,
    });
    if (verdict.status !== 'pass')
      return outcome(
        { status: verdict.status, code: verdict.code, message: verdict.summary, expectations },
        fixedWaitMs,
      );
  }
  const shown: CommandResult[] = [];
  for (const line of show ? (step.show ?? []) : []) {
    const result = await runShell(line, shell);
    shown.push(result);
    if (result.exitCode !== 0)
      return outcome({ ...(await commandFailed(api, result)), expectations, shown }, fixedWaitMs);
  }
  return outcome({ expectations, shown }, fixedWaitMs);
}

/** A command that fails because the API server is gone says nothing about the work under test. */
async function commandFailed(
  api: Api,
  { command, exitCode, stderr }: CommandResult,
): Promise<Pick<StepResult, 'status' | 'code' | 'message'>> {
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
