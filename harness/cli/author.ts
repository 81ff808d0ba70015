import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { defineAuthorCheck } from './author-check.ts';
import { defineAuthorNew } from './author-new.ts';
import { defineAuthorRecord } from './author-record.ts';
import type { CliContext } from './context.ts';

/** `course author new|check|record`: for those who write labs. */
export function defineAuthor(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const author = program.command('author').description('For those who write labs.');
  for (const define of [defineAuthorNew, defineAuthorCheck, defineAuthorRecord]) define(author, context, done);
}
