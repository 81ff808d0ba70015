import type { RunResult } from '../../harness/result.ts';

/** What we read of vitest's JSON report. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    /** Why the file could not be loaded. */
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** What a stage left behind; undefined when it left no readable report. */
export interface StageReports {
  stage: string;
  tests?: VitestReport | undefined;
  labs?: RunResult | undefined;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Tests and lab variants together; a stage that failed without a failed test or variant, or ran none, counts as one failure. */
export function countResults(reports: readonly StageReports[], failedStages: readonly string[]): Counts {
  const counted = reports.map(({ stage, ...report }) => ({ stage, ...countReport(report) }));
  const explained = new Set(counted.filter(({ failed }) => failed > 0).map(({ stage }) => stage));
  const idle = counted.filter(({ passed, failed }) => passed + failed === 0).map(({ stage }) => stage);
  const others = new Set([...failedStages, ...idle].filter((stage) => !explained.has(stage)));
  const sum = (of: (counts: Counts) => number) => counted.reduce((total, counts) => total + of(counts), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed) + others.size,
    skipped: sum(({ skipped }) => skipped),
  };
}

function countReport({ tests, labs }: Omit<StageReports, 'stage'>): Counts {
  const brokenFiles =
    tests?.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .length ?? 0;
  return {
    passed: (tests?.numPassedTests ?? 0) + (labs?.summary.passed ?? 0),
    failed: (tests?.numFailedTests ?? 0) + brokenFiles + (labs?.summary.failed ?? 0),
    skipped: (tests ? tests.numPendingTests + tests.numTodoTests : 0) + (labs?.summary.skipped ?? 0),
  };
}
