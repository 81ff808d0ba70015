import type { RunResult } from '../../harness/result.ts';

/** What we read of vitest's JSON report. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

export interface Results {
  /** undefined when the stage left no readable report. */
  tests: VitestReport | undefined;
  labs: RunResult | undefined;
  failedStages: readonly string[];
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Tests and lab variants together; a stage that failed without a failed test or variant, or ran none, counts as one failure. */
export function countResults({ tests, labs, failedStages }: Results): Counts {
  const brokenFiles =
    tests?.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .length ?? 0;
  const failedTests = (tests?.numFailedTests ?? 0) + brokenFiles;
  const failedVariants = labs?.summary.failed ?? 0;
  const passedTests = tests?.numPassedTests ?? 0;
  const passedVariants = labs?.summary.passed ?? 0;
  const explained = [failedTests > 0 && 'test', failedVariants > 0 && 'labs:prove'];
  const idle = [passedTests + failedTests === 0 && 'test', passedVariants + failedVariants === 0 && 'labs:prove'];
  const others = new Set(
    [...failedStages, ...idle.filter((name) => name !== false)].filter((name) => !explained.includes(name)),
  );
  return {
    passed: passedTests + passedVariants,
    failed: failedTests + failedVariants + others.size,
    skipped: (tests ? tests.numPendingTests + tests.numTodoTests : 0) + (labs?.summary.skipped ?? 0),
  };
}
