import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { parseAllDocuments } from 'yaml';
import { Api } from '../cluster/api.ts';
import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { settle } from '../observe/settle.ts';
import { parseLabelSelector } from '../placement/index.ts';
import type { DaemonSet } from '../placement/types.ts';
import { renderVerdict } from '../report/verdict.ts';
import type { Status } from '../result.ts';
import type { Intended } from '../verdict/intended.ts';
import { parseDuration } from './arguments.ts';
import { type CliContext, renderOptions } from './context.ts';
import { parseDaemonSetName } from './daemonset-name.ts';
import { kubeconfigPath } from './kubeconfig-path.ts';

interface AssertFlags {
  namespace?: string;
  kubeconfig?: string;
  context?: string;
  intended?: string;
  kept?: string;
  mayKeep?: string;
  allowEmpty?: boolean;
  timeout: number;
  holdsFor?: number;
  output: 'pretty' | 'json';
  ascii?: boolean;
}

/** `course assert daemonset/NAME`: one verdict on any cluster; it only reads. */
export function defineAssert(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('assert')
    .summary('judge a DaemonSet on any cluster (read-only)')
    .description(
      'Waits until the DaemonSet controller is done, then judges: exactly one Ready pod on each intended node,\nand none on any other. It only reads.',
    )
    .argument('<daemonset>', 'daemonset/NAME')
    .option('-n, --namespace <name>', "namespace (default: that of the kubeconfig's context)")
    .option('--kubeconfig <file>', 'kubeconfig to use (default: as kubectl finds it)')
    .option('--context <name>', 'context of the kubeconfig')
    .option(
      '--intended <what>',
      'all | labels=SELECTOR | names=A,B | reference=FILE | eligible (only asks whether the controller\nhas done its work; any selector then agrees with itself)',
    )
    .option('--kept <selector>', 'nodes that are not intended but must keep the pod they have')
    .option('--may-keep <selector>', 'nodes that are not intended but may keep the pod they have')
    .option('--allow-empty', 'pass even where no node is intended')
    .option('--timeout <duration>', 'how long to wait for it, such as 500ms, 30s or 2m', parseDuration, 30_000)
    .option('--holds-for <duration>', 'how long it must stay so before it counts', parseDuration)
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .option('--ascii', 'draw with ASCII characters only')
    .addHelpText(
      'after',
      '\nExit code: 0 pass, 1 fail, 2 usage, 3 nobody could judge (API server or controller manager), 130 Ctrl-C.\nExample: course assert daemonset/agent -n monitoring --intended labels=disk=ssd\n',
    )
    .action(async (target: string, flags: AssertFlags) => done(await assertVerb(target, flags, context)));
}

async function assertVerb(target: string, flags: AssertFlags, context: CliContext): Promise<ExitCode> {
  const name = parseDaemonSetName(target);
  const intended = parseIntended(flags.intended, context.cwd);
  for (const selector of [flags.kept, flags.mayKeep]) if (selector !== undefined) checkSelector(selector);
  const path = kubeconfigPath(flags.kubeconfig, context);
  const api = await Api.fromKubeconfig({
    ...(path && { path }),
    ...(flags.context && { context: flags.context }),
  });
  try {
    const namespace = flags.namespace ?? api.namespace;
    const { kept, mayKeep, allowEmpty } = flags;
    const task = {
      daemonSet: `${namespace}/${name}`,
      intended,
      ...(kept && { kept }),
      ...(mayKeep && { mayKeep }),
      ...(allowEmpty && { allowEmpty }),
    };
    const { verdict } = await settle(
      api,
      { subject: { namespace, name }, task },
      {
        timeoutMs: flags.timeout,
        ...(flags.holdsFor && { holdsForMs: flags.holdsFor }),
        signal: context.signal,
      },
    );
    context.stdout.write(
      flags.output === 'json' ? `${JSON.stringify(verdict)}\n` : renderVerdict(verdict, renderOptions(context, flags)),
    );
    if (verdict.status === 'error')
      context.stderr.write(
        `Nothing was judged on ${api.contextName} (${api.server}).\nNext: kubectl ${flags.kubeconfig ? `--kubeconfig ${flags.kubeconfig} ` : ''}--context ${api.contextName} get --raw /readyz\n`,
      );
    return exitCodeOf(verdict.status);
  } finally {
    api.close();
  }
}

const statusCodes = {
  pass: exitCodes.pass,
  fail: exitCodes.workWrong,
  error: exitCodes.clusterOrTool,
} as const satisfies Record<Status, ExitCode>;
const exitCodeOf = (status: Status): ExitCode => statusCodes[status];

const intendedForms = 'all, labels=SELECTOR, names=A,B, reference=FILE or eligible';

/** Reads `--intended`. Without it nothing could be proved: a DaemonSet always agrees with its own selector. */
export function parseIntended(text: string | undefined, cwd: string): Intended {
  if (text === undefined)
    throw new UsageError(
      'E_INTENDED',
      `Expected --intended with ${intendedForms}: the nodes that you want a pod on, not those that the DaemonSet selects.`,
    );
  if (text === 'all' || text === 'eligible') return { kind: text };
  const [, kind, value] = text.match(/^(labels|names|reference)=(.+)$/s) ?? [];
  switch (kind) {
    case 'labels':
      return { kind, selector: checkSelector(value ?? '') };
    case 'names':
      return { kind, names: readNames(value ?? '') };
    case 'reference':
      return { kind, label: value ?? '', daemonSet: readReference(value ?? '', cwd) };
    default:
      throw new UsageError('E_INTENDED', `Expected --intended with ${intendedForms} but found \`${text}\`.`);
  }
}

function readNames(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0)
    throw new UsageError(
      'E_INTENDED',
      `Expected --intended with ${intendedForms} but found no name in \`names=${text}\`.`,
    );
  return names;
}

function checkSelector(selector: string): string {
  try {
    parseLabelSelector(selector);
    return selector;
  } catch (cause) {
    throw new UsageError(
      'E_SELECTOR',
      `Expected a label selector as kubectl takes it but found \`${selector}\`: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function readReference(file: string, cwd: string): DaemonSet {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new UsageError('E_FILE', `Could not read ${file}: ${(cause as Error).message}`, { cause });
  }
  const documents = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as DaemonSet | null);
  const found = documents.filter((document) => document?.kind === 'DaemonSet');
  if (found.length !== 1 || !found[0])
    throw new UsageError('E_REFERENCE', `Expected exactly one DaemonSet in ${file} but found ${found.length}.`);
  return found[0];
}
