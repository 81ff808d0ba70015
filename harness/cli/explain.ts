import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import type { CliContext } from './context.ts';

export interface ExplainFlags {
  filename?: string;
  nodes?: string;
  node?: string;
  namespace?: string;
  kubeconfig?: string;
  context?: string;
  output: 'pretty' | 'wide' | 'json' | 'yaml';
  ascii?: boolean;
}

const description = `Says for each node whether a DaemonSet runs a pod there, and why, as its controller would decide.
With -f and --nodes it needs no cluster; with daemonset/NAME it reads one that runs.`;

/** `course explain`: each node, yes or no, why. */
export function defineExplain(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .summary('say on which nodes a DaemonSet runs, and why')
    .description(description)
    .argument('[daemonset]', 'daemonset/NAME on a live cluster')
    .option('-f, --filename <file>', 'manifest with one or many DaemonSets, YAML or JSON; - reads stdin')
    .option('--nodes <file>', 'nodes as `kubectl get nodes -o json` or `-o yaml` writes them; - reads stdin')
    .option('--node <name>', 'explain this node only')
    .option('-n, --namespace <name>', "namespace (default: that of the kubeconfig's context)")
    .option('--kubeconfig <file>', 'kubeconfig to use (default: as kubectl finds it)')
    .option('--context <name>', 'context of the kubeconfig')
    .addOption(
      new Option('-o, --output <format>', 'what to print')
        .choices(['pretty', 'wide', 'json', 'yaml'])
        .default('pretty'),
    )
    .option('--ascii', 'draw with ASCII characters only')
    .addHelpText('after', () => helpText)
    .action(async (target: string | undefined, flags: ExplainFlags) => done(await explainVerb(target, flags, context)));
}

const helpText = `
Exit code: 0 explained, 2 usage, or a manifest that \`kubectl apply --validate=strict\` of Kubernetes 1.36 would refuse.
Offline, a manifest's volumes, probes, resources and security settings are not checked, nor what only a cluster knows.
Example: kubectl get nodes -o json | course explain -f agent.yaml --nodes -
`;

async function explainVerb(target: string | undefined, flags: ExplainFlags, context: CliContext): Promise<ExitCode> {
  if (target !== undefined) {
    if (flags.filename !== undefined || flags.nodes !== undefined)
      throw new UsageError('E_USAGE', `Expected either ${target} or -f with --nodes, not both.`);
    return (await import('./explain-live.ts')).explainLive(target, flags, context);
  }
  if (flags.filename === undefined || flags.nodes === undefined) {
    const missing = flags.filename === undefined ? '-f FILE' : '--nodes FILE';
    throw new UsageError('E_USAGE', `Expected ${missing}: offline, explain needs the manifest and the nodes.`, {
      next: 'course explain --help',
    });
  }
  if (flags.filename === '-' && flags.nodes === '-')
    throw new UsageError('E_USAGE', 'Expected stdin for -f or for --nodes, not for both.');
  return (await import('./explain-offline.ts')).explainOffline(
    { ...flags, filename: flags.filename, nodes: flags.nodes },
    context,
  );
}

/** The text of a file, or of stdin for `-`; a file that cannot be read is a mistake in the command. */
export async function readText(file: string, { cwd, stdin }: CliContext): Promise<string> {
  if (file === '-') return readAll(stdin);
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new UsageError(
      'E_FILE',
      `Could not read ${file}: ${(cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (cause as Error).message}.`,
      { cause },
    );
  }
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The exit code of offline explanations. */
export const offlineExitCode = (anyRefused: boolean): ExitCode => (anyRefused ? exitCodes.usageOrLab : exitCodes.pass);
