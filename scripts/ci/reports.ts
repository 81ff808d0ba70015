import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRun } from '../../harness/report/pretty.ts';
import type { RunResult } from '../../harness/result.ts';
import { type Counts, countResults, type StageReports, type VitestReport } from './counts.ts';
import { failuresOf } from './failures.ts';

/** The stages that leave a report, and under which name. */
const files = {
  test: { tests: 'tests.json' },
  'test:site': { tests: 'site.json' },
  labs: { labs: 'labs.json' },
  'kind:tests': { tests: 'kind-tests.json' },
  'kind:kubelet-labs': { labs: 'kind-kubelet-labs.json' },
  'kind:other-labs': { labs: 'kind-other-labs.json' },
} as const satisfies Record<string, { tests?: string; labs?: string }>;

export const allStages = Object.keys(files) as (keyof typeof files)[];
export const kindStages = allStages.filter((stage) => stage.startsWith('kind:'));

/** Shows what these stages left in a folder and what failed in them, and counts it together with the stages that failed. */
export function showReports(folder: string, stages: typeof allStages, failedStages: readonly string[]): Counts {
  const reports = stages.map((stage): StageReports => {
    const { tests, labs }: { tests?: string; labs?: string } = files[stage];
    return { stage, tests: read<VitestReport>(folder, tests), labs: read<RunResult>(folder, labs) };
  });
  for (const { stage, labs } of reports)
    if (labs) console.log(`\n${stage}\n${renderRun(labs, { color: false, unicode: true, width: 120 })}`);
  const failures = failuresOf(reports);
  if (failures.length > 0) console.log(`\n=== failed\n${failures.join('\n')}`);
  return countResults(reports, failedStages);
}

function read<T>(folder: string, name: string | undefined): T | undefined {
  try {
    return name === undefined ? undefined : (JSON.parse(readFileSync(join(folder, name), 'utf8')) as T);
  } catch {
    return undefined;
  }
}
