import { type ExitCode, formatIssue, UsageError } from '../errors.ts';
import { type Explanation, explainAll } from '../placement/explain.ts';
import { ManifestError, readDaemonSets, readNodes, YamlError } from '../placement/manifest.ts';
import type { Node } from '../placement/types.ts';
import { explanationLegend, renderExplanation, renderWide } from '../report/explain.ts';
import { type CliContext, renderOptions } from './context.ts';
import { type ExplainFlags, offlineExitCode, readText } from './explain.ts';

type OfflineFlags = ExplainFlags & { filename: string; nodes: string };

/** Explains the DaemonSets of one file on the nodes of another; nothing else is asked. */
export async function explainOffline(flags: OfflineFlags, context: CliContext): Promise<ExitCode> {
  const { filename, output } = flags;
  const file = await load(filename, context, readDaemonSets);
  for (const { key, line } of file.duplicates) {
    context.stderr.write(
      `${formatIssue({ file: named(filename), line, message: `warning: \`${key}\` is there twice; like kubectl, this takes the last one` })}\n`,
    );
  }
  if (file.daemonSets.length === 0)
    throw new UsageError(
      'E_NO_DAEMONSET',
      `Expected a DaemonSet in ${named(filename)} but found ${listSkipped(file.skipped)}.`,
    );
  const nodes = chooseNodes(await loadNodes(flags.nodes, context), flags);
  const explanations = explainAll(file.daemonSets, nodes);
  const anyRefused = file.daemonSets.some(({ checked }) => checked.kind === 'refused');
  await printers[output](explanations, flags, context);
  return offlineExitCode(anyRefused);
}

const named = (file: string) => (file === '-' ? 'stdin' : file);

async function load<T>(file: string, context: CliContext, read: (text: string) => T): Promise<T> {
  const text = await readText(file, context);
  if (text.trim() === '') throw new UsageError('E_EMPTY', `Expected manifests in ${named(file)} but it is empty.`);
  try {
    return read(text);
  } catch (cause) {
    if (cause instanceof YamlError) {
      const { line, col, message } = cause;
      throw new UsageError(
        'E_YAML',
        formatIssue({ file: named(file), line, col, message: `is neither YAML nor JSON: ${message}` }),
        { cause },
      );
    }
    if (cause instanceof ManifestError)
      throw new UsageError('E_MANIFEST', `Could not use ${named(file)}: ${cause.message}.`, { cause });
    throw cause;
  }
}

async function loadNodes(file: string, context: CliContext): Promise<Node[]> {
  const { nodes, skipped } = await load(file, context, readNodes);
  if (nodes.length > 0) return nodes;
  throw new UsageError('E_NO_NODES', `Expected nodes in ${named(file)} but found ${listSkipped(skipped)}.`, {
    next: 'kubectl get nodes -o json > nodes.json',
  });
}

function listSkipped(skipped: ReadonlyMap<string, number>): string {
  return skipped.size === 0 ? 'no object at all' : [...skipped].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function chooseNodes(nodes: Node[], { node: name, nodes: file }: OfflineFlags): Node[] {
  if (name === undefined) return nodes;
  const chosen = nodes.filter(({ metadata }) => metadata.name === name);
  if (chosen.length > 0) return chosen;
  const names = nodes.slice(0, 5).map(({ metadata }) => metadata.name);
  throw new UsageError(
    'E_NO_NODE',
    `Expected a node called ${name} in ${named(file)} but found ${names.join(', ')}${nodes.length > 5 ? ` and ${nodes.length - 5} more` : ''}.`,
  );
}

type Print = (explanations: Iterable<Explanation>, flags: OfflineFlags, context: CliContext) => Promise<void>;

const printers = {
  json: async (explanations, _flags, { stdout }) => {
    for (const explanation of explanations) stdout.write(`${JSON.stringify(explanation)}\n`);
  },
  yaml: async (explanations, _flags, { stdout }) => {
    const { stringify } = await import('yaml');
    for (const explanation of explanations) stdout.write(`---\n${stringify(explanation, { lineWidth: 0 })}`);
  },
  wide: async (explanations, flags, context) => {
    const options = renderOptions(context, flags);
    context.stdout.write([...explanations].map((explanation) => renderWide(explanation, options)).join('\n'));
  },
  pretty: async (explanations, flags, context) => {
    const options = renderOptions(context, flags);
    const all = [...explanations];
    const legend = explanationLegend(all, options);
    context.stdout.write(
      `${all.map((explanation) => renderExplanation(explanation, options)).join('\n')}${legend && `\n${legend}\n`}`,
    );
  },
} as const satisfies Record<ExplainFlags['output'], Print>;
