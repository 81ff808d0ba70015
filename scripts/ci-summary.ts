import { allStages, showReports } from './ci/reports.ts';

/** `ci-summary.ts FOLDER [STAGE…]`: shows the proofs of the labs in FOLDER and counts everything; STAGEs are those that failed. */
const [folder = '.', ...failedStages] = process.argv.slice(2);

const { passed, failed, skipped } = showReports(folder, allStages, failedStages);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;
