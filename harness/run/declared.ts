import type { Fails, Variant } from '../lab/index.ts';
import type { Status, StepResult } from '../result.ts';

export interface VariantJudgement {
  status: Status;
  message: string;
}

/**
 * Whether a variant did what it is there for: the solution passes every step; a starter or trap passes all steps before
 * the declared one, and fails there with the declared code on the declared nodes. Any other failure is no proof.
 */
export function judgeVariant({ fails }: Pick<Variant, 'fails'>, steps: readonly StepResult[]): VariantJudgement {
  const last = steps.at(-1);
  if (!last) return { status: 'fail', message: 'No step ran.' };
  if (last.status === 'error') return { status: 'error', message: `step ${last.id}: ${last.message}` };
  if (!fails)
    return last.status === 'pass'
      ? { status: 'pass', message: last.message }
      : { status: 'fail', message: `step ${last.id}: ${last.message}` };
  const found =
    last.status === 'pass'
      ? undefined
      : { step: last.id, code: last.code, nodes: failingNodes(last), message: last.message };
  if (found && isAsDeclared(fails, found))
    return { status: 'pass', message: `fails as declared: ${describe({ ...fails, nodes: found.nodes })}` };
  return {
    status: 'fail',
    message: `expected to fail at ${describe(fails)}, but ${found ? `failed at ${describe(found)}: ${last.message}` : 'every step passed'}`,
  };
}

function isAsDeclared(
  declared: Fails,
  found: { step: string; code: string; nodes: string[]; message: string },
): boolean {
  const sameNodes =
    declared.nodes === undefined || [...declared.nodes].sort().join() === [...found.nodes].sort().join();
  const saysSo = declared.says === undefined || found.message.includes(declared.says);
  return declared.step === found.step && declared.code === found.code && sameNodes && saysSo;
}

/** Every node that is not as it should be, whatever its own code: a trap must not hide a second mistake. */
function failingNodes({ expectations }: StepResult): string[] {
  return (expectations.at(-1)?.verdict.nodes ?? []).filter(({ status }) => status !== 'pass').map(({ node }) => node);
}

function describe({
  step,
  code,
  nodes,
  says,
}: {
  step: string;
  code: string;
  nodes?: readonly string[] | undefined;
  says?: string | undefined;
}): string {
  return `step ${step}, ${code}${nodes?.length ? ` on ${nodes.join(', ')}` : ''}${says ? ` with "${says}"` : ''}`;
}
