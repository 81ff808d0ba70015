import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { type Explanation, explainAll } from '../placement/explain.ts';
import type { ManifestEntry } from '../placement/manifest.ts';
import type { Node } from '../placement/types.ts';
import { WhatIfError, whatIf } from '../placement/what-if.ts';
import { explanationLegend, renderChanges, renderExplanation, renderWide } from '../report/explain.ts';
import type { RenderOptions } from '../report/text.ts';
import { type CliContext, renderOptions } from './context.ts';
import { loadDaemonSets, loadNodes, named } from './explain-files.ts';
import type { ExplainFlags } from './explain-flags.ts';

type OfflineFlags = ExplainFlags & { filename: string; nodes: string };

/** Explains the DaemonSets of one file on the nodes of another; nothing else is asked. */
export async function explainOffline(flags: OfflineFlags, context: CliContext): Promise<ExitCode> {
  const daemonSets = await loadDaemonSets(flags.filename, context);
  const nodes = await loadNodes(flags.nodes, context);
  return explainPlacement({ daemonSets, nodes, source: named(flags.nodes) }, flags, context);
}

interface Placed {
  daemonSets: readonly ManifestEntry[];
  nodes: Node[];
  /** Where the nodes come from, for messages. */
  source: string;
}

/** Explains placement alone, from the model; on the nodes as they are, or as they would be after the changes imagined. */
export async function explainPlacement(
  { daemonSets, nodes: before, source }: Placed,
  flags: ExplainFlags,
  context: CliContext,
): Promise<ExitCode> {
  const after = imagine(before, flags.whatIf);
  const explanations = explainAll(daemonSets, choose(after, flags.node, source));
  await printers[flags.output](explanations, context, renderOptions(context, flags));
  if (flags.whatIf.length > 0 && flags.output === 'pretty') {
    const options = renderOptions(context, flags);
    const pairs = [before, after].map((nodes) => [...explainAll(daemonSets, nodes)]);
    context.stdout.write(renderChanges(pairs[0] ?? [], pairs[1] ?? [], options));
  }
  return daemonSets.some(({ checked }) => checked.kind === 'refused') ? exitCodes.usageOrLab : exitCodes.pass;
}

/** The nodes after the changes that are imagined, in their order. */
function imagine(nodes: Node[], changes: readonly string[]): Node[] {
  return changes.reduce((now, change) => {
    try {
      return whatIf(now, change);
    } catch (cause) {
      if (!(cause instanceof WhatIfError)) throw cause;
      throw new UsageError('E_WHAT_IF', `Could not imagine \`${change}\`: ${cause.message}.`, { cause });
    }
  }, nodes);
}

function choose(nodes: Node[], name: string | undefined, source: string): Node[] {
  if (name === undefined) return nodes;
  const chosen = nodes.filter(({ metadata }) => metadata.name === name);
  if (chosen.length > 0) return chosen;
  const names = nodes.slice(0, 5).map(({ metadata }) => metadata.name);
  const more = nodes.length > 5 ? ` and ${nodes.length - 5} more` : '';
  throw new UsageError(
    'E_NO_NODE',
    `Expected a node called ${name} in ${source} but found ${names.join(', ')}${more}.`,
  );
}

type Print = (explanations: Iterable<Explanation>, context: CliContext, options: RenderOptions) => Promise<void>;

const printers = {
  json: async (explanations, { stdout }) => {
    for (const explanation of explanations) stdout.write(`${JSON.stringify(explanation)}\n`);
  },
  yaml: async (explanations, { stdout }) => {
    const { stringify } = await import('yaml');
    for (const explanation of explanations) stdout.write(`---\n${stringify(explanation, { lineWidth: 0 })}`);
  },
  wide: async (explanations, { stdout }, options) => {
    stdout.write([...explanations].map((explanation) => renderWide(explanation, options)).join('\n'));
  },
  pretty: async (explanations, { stdout }, options) => {
    const all = [...explanations];
    const legend = explanationLegend(all, options);
    stdout.write(
      `${all.map((explanation) => renderExplanation(explanation, options)).join('\n')}${legend && `\n${legend}\n`}`,
    );
  },
} as const satisfies Record<ExplainFlags['output'], Print>;
