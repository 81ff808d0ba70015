import type { StageReports } from './counts.ts';

/** A line for each test and lab variant that failed: in a long log they are what is looked for first. */
export function failuresOf(reports: readonly StageReports[]): string[] {
  return reports.flatMap(({ stage, tests, labs }) => [
    ...(tests?.testResults ?? []).flatMap(({ name, status, assertionResults, message }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed');
      if (status === 'failed' && failed.length === 0) return line(stage, name, message);
      return failed.map(({ fullName, failureMessages }) => line(stage, fullName, failureMessages[0]));
    }),
    ...(labs?.labs ?? []).flatMap(({ lab, status, reason, variants }) => {
      const failed = variants.filter((variant) => variant.status !== 'pass');
      if (failed.length === 0) return status === 'error' ? line(stage, lab, reason) : [];
      return failed.map(({ variant, message }) => line(stage, `${lab} ${variant}`, message));
    }),
  ]);
}

function line(stage: string, what: string, message = ''): string {
  return `${stage}: ${what}: ${message.split('\n')[0]}`;
}
