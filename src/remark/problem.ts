import { type AuthoringIssue, formatIssue } from '../../harness/errors.ts';

/** Where something stands in a page, as mdast says it. */
export interface Place {
  position?: { start: { line: number; column: number } } | undefined;
}

/** A mistake in a page, with the node that it is about. */
export interface Problem {
  at: Place;
  message: string;
}

/** Its place added, it is an issue like those of labs. */
export function issueOf(file: string, { at, message }: Problem): AuthoringIssue {
  const start = at.position?.start;
  return { file, ...(start && { line: start.line, col: start.column }), message };
}

/** All mistakes of pages as one error, a line each, as the command line prints those of labs. */
export function pageError(issues: readonly AuthoringIssue[]): Error {
  const count = issues.length === 1 ? '1 mistake' : `${issues.length} mistakes`;
  const error = new Error(
    `Found ${count} in the pages:\n${issues.map((issue) => `  ${formatIssue(issue)}`).join('\n')}`,
  );
  // The place is in the message; where the check was written helps nobody.
  error.stack = error.message;
  return error;
}
