import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRun } from '../harness/report/pretty.ts';
import type { RunResult } from '../harness/result.ts';
import { countResults, type StageReports, type VitestReport } from './ci/counts.ts';

/** `ci-summary.ts FOLDER [STAGE…]`: shows the proof of the labs in FOLDER and counts everything; STAGEs are those that failed. */
const [folder = '.', ...failedStages] = process.argv.slice(2);

function read<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  } catch {
    return undefined;
  }
}

const reports: StageReports[] = [
  { stage: 'test', tests: read<VitestReport>('tests.json') },
  { stage: 'labs:prove', labs: read<RunResult>('labs.json') },
  { stage: 'kind:tests', tests: read<VitestReport>('kind-tests.json') },
  { stage: 'kind:kubelet-labs', labs: read<RunResult>('kind-kubelet-labs.json') },
  { stage: 'kind:other-labs', labs: read<RunResult>('kind-other-labs.json') },
];
for (const { stage, labs } of reports)
  if (labs) console.log(`\n${stage}\n${renderRun(labs, { color: false, unicode: true, width: 120 })}`);
const { passed, failed, skipped } = countResults(reports, failedStages);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;
