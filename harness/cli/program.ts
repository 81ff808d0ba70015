import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { CourseError, type ExitCode, exitCodes } from '../errors.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import type { CliContext } from './context.ts';

type Define = (program: Command, context: CliContext, done: (code: ExitCode) => void) => void;

/** One file per verb, loaded only when it is asked for: all of them together take 0.4 s, half of what `explain` needs. */
const verbs = {
  list: async () => (await import('./list.ts')).defineList,
  run: async () => (await import('./run.ts')).defineRun,
  explain: async () => (await import('./explain.ts')).defineExplain,
  assert: async () => (await import('./assert.ts')).defineAssert,
  cluster: async () => (await import('./cluster.ts')).defineCluster,
  node: async () => (await import('./node.ts')).defineNode,
  component: async () => (await import('./component.ts')).defineComponent,
  shell: async () => (await import('./shell.ts')).defineShell,
  author: async () => (await import('./author.ts')).defineAuthor,
  doctor: async () => (await import('./doctor.ts')).defineDoctor,
} satisfies Record<string, () => Promise<Define>>;

/** Runs the command line and gives its exit code; prints only to the context's streams, and never ends the process. */
export async function run(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.pass;
  try {
    const program = await build(argv[0], context, (code) => {
      exitCode = code;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, context);
  }
}

/** The command line as commander knows it, with the one verb that is asked for, or with all of them; runs nothing. */
export async function build(
  verb: string | undefined,
  context: CliContext,
  done: (code: ExitCode) => void,
): Promise<Command> {
  const program = new Command('course')
    .description(
      'One Per Node: labs about DaemonSets, judged on a real Kubernetes control plane; and, for any cluster,\nwhich node lacks its daemon pod, and why.',
    )
    .version(readVersion(), '-V, --version')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(course --help tells more)')
    .configureOutput({ writeOut: (text) => context.stdout.write(text), writeErr: (text) => context.stderr.write(text) })
    .configureHelp({ showGlobalOptions: true });
  // The help, and the suggestion for a misspelt verb, need all of them.
  const asked =
    verb !== undefined && Object.hasOwn(verbs, verb) ? [verbs[verb as keyof typeof verbs]] : Object.values(verbs);
  for (const load of asked) (await load())(program, context, done);
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
  stderr.write(
    `course: something broke that we did not foresee: ${detail}\nNext: run it again with DEBUG=1 and report what it prints.\n`,
  );
  return exitCodes.clusterOrTool;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
