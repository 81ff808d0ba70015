import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { CourseError, type ExitCode, exitCodes } from '../errors.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { defineAssert } from './assert.ts';
import { defineAuthor } from './author.ts';
import { defineCluster } from './cluster.ts';
import type { CliContext } from './context.ts';
import { defineDoctor } from './doctor.ts';
import { defineExplain } from './explain.ts';
import { defineList } from './list.ts';
import { defineNode } from './node.ts';
import { defineRun } from './run.ts';
import { defineShell } from './shell.ts';

/** Runs the command line and gives its exit code; prints only to the context's streams, and never ends the process. */
export async function run(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.pass;
  const program = build(context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, context);
  }
}

function build(context: CliContext, done: (code: ExitCode) => void): Command {
  const program = new Command('course')
    .description('One Per Node: labs about DaemonSets, judged on a real Kubernetes control plane; and, for any cluster,\nwhich node lacks its daemon pod, and why.')
    .version(readVersion(), '-V, --version')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(course --help tells more)')
    .configureOutput({ writeOut: (text) => context.stdout.write(text), writeErr: (text) => context.stderr.write(text) })
    .configureHelp({ showGlobalOptions: true });
  for (const define of [defineList, defineRun, defineExplain, defineAssert, defineCluster, defineNode, defineShell, defineAuthor, defineDoctor]) {
    define(program, context, done);
  }
  return program;
}

function report(error: unknown, { stderr, env, signal }: CliContext): ExitCode {
  // Commander has printed its own message; --help and --version end this way too, with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.usageOrLab;
  const cause = signal.aborted && signal.reason instanceof CourseError ? signal.reason : error;
  if (cause instanceof CourseError) {
    stderr.write(`course: ${cause.message}\n${cause.next ? `Next: ${cause.next}\n` : ''}`);
    return cause.exitCode;
  }
  const detail = error instanceof Error ? (env.DEBUG ? error.stack : error.message) : String(error);
  stderr.write(`course: something broke that we did not foresee: ${detail}\nNext: run it again with DEBUG=1 and report what it prints.\n`);
  return exitCodes.clusterOrTool;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
