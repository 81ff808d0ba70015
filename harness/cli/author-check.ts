import type { Command } from 'commander';
import { type AuthoringIssue, type ExitCode, exitCodes, formatIssue, LabError, worstExitCode } from '../errors.ts';
import { findLabs, type Lab, loadCourse, unfinished } from '../lab/index.ts';
import { counted } from '../report/text.ts';
import type { RunResult } from '../result.ts';
import { homeOf } from '../run/choose.ts';
import { refusedManifests } from '../run/dry-run.ts';
import { provedWrong } from '../run/findings.ts';
import { parseJobs } from './arguments.ts';
import { type AuthorFlags, insistOnOurCluster, withAuthorOptions } from './author-options.ts';
import type { CliContext } from './context.ts';
import { openHost } from './open-cluster.ts';
import { labsFolder, runAndPrint } from './run.ts';
import { RunClusters } from './run-clusters.ts';

/** `course author check`: whether labs are finished, and prove what they claim. */
export function defineAuthorCheck(author: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const check = author
    .command('check')
    .description(
      'Proves labs: solutions pass and print what is recorded, starters and traps fail as declared, the API server takes\neach manifest, and nothing is left to do. Ends with a line for each finding: file:line:col message.',
    )
    .option('--jobs <n>', 'clusters to spread the labs over (of kind only with --provider kind)', parseJobs, 1);
  withAuthorOptions(check).action(async (names: string[], flags: CheckFlags) => {
    insistOnOurCluster(flags);
    done(await checkVerb(names, flags, context));
  });
}

type CheckFlags = AuthorFlags & { jobs: number };

async function checkVerb(names: readonly string[], flags: CheckFlags, context: CliContext): Promise<ExitCode> {
  const labs = await loadOr(names, flags, (issues) => context.stdout.write(findingsText(issues)));
  if (!labs) return exitCodes.usageOrLab;
  const { result, exitCode } = await runAndPrint(labs, { ...flags, output: 'pretty', traps: true }, context);
  const issues = await findingsOf(labs, { result, refused: await dryRunAll(labs, flags, context) });
  context.stdout.write(`${notRunText(result)}${findingsText(issues)}`);
  return worstExitCode([exitCode, issues.length > 0 ? exitCodes.usageOrLab : exitCodes.pass]);
}

/** The labs, or undefined when they cannot even be read; then `report` has been told why. */
async function loadOr(
  names: readonly string[],
  flags: CheckFlags,
  report: (issues: readonly AuthoringIssue[]) => void,
): Promise<Lab[] | undefined> {
  try {
    return findLabs(await loadCourse(labsFolder(flags), { only: names }), names);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    report(error.issues);
    return undefined;
  }
}

/** What the API server says of the manifests. A simulated cluster answers that for labs of real nodes, too. */
async function dryRunAll(
  labs: readonly Lab[],
  flags: CheckFlags,
  context: CliContext,
): Promise<Map<string, AuthoringIssue[]>> {
  const host = openHost(context);
  const clusters = new RunClusters(host, { ...flags, provider: 'kwok', jobs: 1 });
  const refused = new Map<string, AuthoringIssue[]>();
  try {
    const claimed = await clusters.claimFor(labs.map((lab) => ({ lab, provider: 'kwok' })));
    const run = await claimed.kwok?.[0]?.open();
    if (!run) return refused;
    for (const lab of labs) {
      host.progress.update('dry run', `${lab.slug}: manifests`);
      await run.provider.reset({ nodes: [] });
      refused.set(lab.slug, await refusedManifests(lab, run));
    }
    await run.provider.reset({ nodes: [] });
    return refused;
  } finally {
    host.progress.clear();
    await clusters.close();
  }
}

interface Seen {
  result: RunResult;
  refused: ReadonlyMap<string, AuthoringIssue[]>;
}

/** Everything that is wrong or left to do, lab by lab. */
async function findingsOf(labs: readonly Lab[], { result, refused }: Seen): Promise<AuthoringIssue[]> {
  const found = labs.map(async (lab) => {
    const run = result.labs.find((each) => each.lab === lab.slug);
    return [
      ...(run ? await provedWrong(lab, run) : []),
      ...(refused.get(lab.slug) ?? []),
      ...(await unfinished(lab, homeOf(lab))),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** The labs of which only the files were looked at. */
function notRunText({ labs }: RunResult): string {
  return labs
    .filter(({ status }) => status === 'skipped')
    .map(({ lab }) => `${lab} was checked without running, for the reason above.\n`)
    .join('');
}

function findingsText(issues: readonly AuthoringIssue[]): string {
  if (issues.length === 0) return 'No findings.\n';
  return [`${counted(issues.length, 'finding')}:`, ...issues.map(formatIssue), ''].join('\n');
}
