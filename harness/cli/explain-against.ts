import { type ExitCode, exitCodes, UsageError, worstExitCode } from '../errors.ts';
import { type Comparison, compareDaemonSets } from '../placement/counterexample/index.ts';
import type { ManifestEntry } from '../placement/manifest.ts';
import type { DaemonSet } from '../placement/types.ts';
import { type ComparedDaemonSet, renderComparison } from '../report/explain-against.ts';
import { type CliContext, renderOptions } from './context.ts';
import { loadDaemonSets } from './explain-files.ts';
import type { ExplainFlags } from './explain-flags.ts';

type AgainstFlags = ExplainFlags & { filename: string; against: string };

/** Compares each DaemonSet of a file with the one of another, over all nodes that there could be. */
export async function explainAgainst(flags: AgainstFlags, context: CliContext): Promise<ExitCode> {
  return compareWith(await loadDaemonSets(flags.filename, context), flags, context);
}

/** Compares DaemonSets, wherever they come from, with the one of the file that `--against` names. */
export async function compareWith(
  daemonSets: readonly ManifestEntry[],
  flags: ExplainFlags & { against: string },
  context: CliContext,
): Promise<ExitCode> {
  if (flags.output === 'wide' || flags.output === 'yaml') {
    throw new UsageError('E_USAGE', `Expected -o pretty or -o json with --against but found ${flags.output}.`);
  }
  const reference = await loadReference(flags.against, context);
  const codes: ExitCode[] = [];
  for (const entry of daemonSets) {
    const compared = compare(entry, reference);
    codes.push(exitCodeOf(compared));
    context.stdout.write(
      flags.output === 'json'
        ? `${JSON.stringify(compared)}\n`
        : renderComparison(compared, flags.against, renderOptions(context, flags)),
    );
  }
  return worstExitCode(codes);
}

async function loadReference(file: string, context: CliContext): Promise<DaemonSet> {
  const [only, ...others] = await loadDaemonSets(file, context);
  if (only === undefined || others.length > 0)
    throw new UsageError('E_REFERENCE', `Expected exactly one DaemonSet in ${file} but found ${others.length + 1}.`);
  if (only.checked.kind === 'accepted') return only.checked.daemonSet;
  const [{ field, message }] = only.checked.refusals;
  throw new UsageError('E_REFERENCE', `The reference ${file} would be refused itself: ${field}: ${message}.`);
}

function compare({ name, checked }: ManifestEntry, reference: DaemonSet): ComparedDaemonSet {
  if (checked.kind === 'refused') return { daemonSet: name, error: checked.refusals[0] };
  const comparison: Comparison = compareDaemonSets(checked.daemonSet, reference);
  return { daemonSet: name, ...comparison };
}

function exitCodeOf(compared: ComparedDaemonSet): ExitCode {
  if ('error' in compared) return exitCodes.usageOrLab;
  return compared.kind === 'agree' ? exitCodes.pass : exitCodes.workWrong;
}
