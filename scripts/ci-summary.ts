import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRun } from '../harness/report/pretty.ts';
import type { RunResult } from '../harness/result.ts';
import { countResults, type VitestReport } from './ci/counts.ts';

/** `ci-summary.ts FOLDER [STAGE…]`: shows the proof of the labs in FOLDER and counts everything; STAGEs are those that failed. */
const [folder = '.', ...failedStages] = process.argv.slice(2);

function read<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  } catch {
    return undefined;
  }
}

const labs = read<RunResult>('labs.json');
if (labs) console.log(renderRun(labs, { color: false, unicode: true, width: 120 }));
const { passed, failed, skipped } = countResults({ tests: read<VitestReport>('tests.json'), labs, failedStages });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;
