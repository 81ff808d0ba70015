/** Exit codes that the whole product keeps apart; when several apply the worst wins (3, 2, 1, 0). */
export const exitCodes = { pass: 0, workWrong: 1, usageOrLab: 2, clusterOrTool: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface CourseErrorOptions extends ErrorOptions {
  /** What to do next, as a sentence or a command that can be pasted. */
  next?: string;
}

/** An error with a message for people: what was expected, what was found, where, and what to do next. */
export abstract class CourseError extends Error {
  abstract readonly exitCode: ExitCode;
  /** Stable name of the cause, `E_…`, for tests and JSON output. */
  readonly code: string;
  readonly next: string | undefined;

  constructor(code: string, message: string, { next, ...options }: CourseErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.next = next;
  }
}

/** The command line, a file or an option is not what it must be. Exit code 2. */
export class UsageError extends CourseError {
  readonly exitCode = exitCodes.usageOrLab;
}

/** One mistake in a file that somebody wrote, with its place when it is known. */
export interface AuthoringIssue {
  file: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  col?: number;
  message: string;
}

/** `file:line:col message`, the form that editors make clickable. */
export function formatIssue({ file, line, col, message }: AuthoringIssue): string {
  const place = [file, line, col].filter((part) => part !== undefined).join(':');
  return `${place} ${message}`;
}

/** The labs themselves are wrong; holds every mistake found, not only the first. Exit code 2. */
export class LabError extends CourseError {
  readonly exitCode = exitCodes.usageOrLab;
  readonly issues: readonly AuthoringIssue[];

  constructor(issues: readonly AuthoringIssue[], options: CourseErrorOptions = {}) {
    const count = issues.length === 1 ? '1 mistake' : `${issues.length} mistakes`;
    super(
      'E_LAB',
      `Found ${count} in the labs:\n${issues.map((issue) => `  ${formatIssue(issue)}`).join('\n')}`,
      options,
    );
    this.issues = issues;
  }
}

/** A cluster did not do what any cluster must; nobody's work was judged. Exit code 3. */
export class ClusterError extends CourseError {
  readonly exitCode = exitCodes.clusterOrTool;
}

/** A binary could not be found, fetched, built or trusted. Exit code 3. */
export class ToolchainError extends CourseError {
  readonly exitCode = exitCodes.clusterOrTool;
}

/** Somebody pressed Ctrl-C, or a signal asked us to stop. Exit code 130. */
export class Interrupted extends CourseError {
  readonly exitCode = exitCodes.interrupted;

  constructor(signal: string) {
    super('E_INTERRUPTED', `Stopped by ${signal}.`);
  }
}

/** The exit code of several outcomes together: interrupted, then 3, 2, 1, 0. */
export function worstExitCode(codes: Iterable<ExitCode>): ExitCode {
  let worst: ExitCode = exitCodes.pass;
  for (const code of codes) if (code > worst) worst = code;
  return worst;
}
