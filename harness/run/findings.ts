import type { AuthoringIssue } from '../errors.ts';
import { sourceOf } from '../lab/author/place.ts';
import type { Lab } from '../lab/index.ts';
import type { LabResult, VariantResult } from '../result.ts';

/** What a run proved wrong in a lab, each at the line of lab.yaml that claims otherwise. */
export async function provedWrong(lab: Lab, { variants }: LabResult): Promise<AuthoringIssue[]> {
  const source = await sourceOf(lab);
  return variants
    .filter(({ status }) => status === 'fail')
    .map((result) => source.issueAt(claimOf(lab, result), `${result.variant}: ${firstLine(result.message)}`));
}

/** The step at which the solution ended; of a wrong answer how it is declared to fail. */
function claimOf(lab: Lab, { variant, steps }: VariantResult): (string | number)[] {
  if (variant === 'starter') return ['starter', 'fails'];
  if (variant.startsWith('traps/')) return ['traps', variant.slice('traps/'.length), 'fails'];
  const ended = steps.findLast(({ status }) => status !== 'pass')?.id;
  return ['steps', lab.steps.findIndex(({ id }) => id === ended), 'id'];
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';
