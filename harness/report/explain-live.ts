import type { ExplainedNode, LiveExplanation } from '../observe/explain.ts';
import { clean, counted, cut, paint, type RenderOptions, type Style, widest, wrap } from './text.ts';

/** How a node stands: what is due there, and whether it is there. */
const standings = {
  missing: { unicode: '✕', ascii: 'x', style: 'red', word: 'missing' },
  pending: { unicode: '◌', ascii: 'o', style: 'yellow', word: 'not ready' },
  stray: { unicode: '▲', ascii: '!', style: 'yellow', word: 'stray' },
  excluded: { unicode: '░', ascii: '-', style: 'dim', word: 'not eligible' },
  running: { unicode: '●', ascii: '*', style: 'green', word: 'running' },
} as const satisfies Record<string, { unicode: string; ascii: string; style: Style; word: string }>;
type Standing = keyof typeof standings;

function standingOf({ shouldRun, pods, problem }: ExplainedNode): Standing {
  if (!shouldRun) return pods.length > 0 ? 'stray' : 'excluded';
  if (!problem) return 'running';
  return pods.length > 0 ? 'pending' : 'missing';
}

/** Why the node stands so, as a sentence. */
function why(node: ExplainedNode): string {
  const reasons = node.reasons.map(({ message }) => message).join('; also, ');
  if (node.shouldRun) return node.problem?.message ?? reasons;
  if (node.pods.length === 0) return reasons;
  return `${reasons}; ${node.shouldContinueRunning ? 'its pod was there before, and may stay' : 'its pod is about to be deleted'}`;
}

const draw = (standing: Standing, options: RenderOptions) =>
  paint(standings[standing].style, standings[standing][options.unicode ? 'unicode' : 'ascii'], options);

/** Summary first, then what is wrong, then what is excluded and why; nodes that share a reason stand together. */
export function renderLive(explanation: LiveExplanation, options: RenderOptions): string {
  const groups = (Object.keys(standings) as Standing[]).flatMap((standing) => groupsOf(explanation.nodes, standing));
  return `${[headline(explanation, options), ...groups.flatMap((group) => groupLines(group, options)), ...notSeenLines(explanation, options)].join('\n')}\n`;
}

function headline({ daemonSet, nodes }: LiveExplanation, options: RenderOptions): string {
  const eligible = nodes.filter(({ shouldRun }) => shouldRun);
  const running = eligible.filter(({ problem }) => !problem).length;
  const summary = `${eligible.length} of ${counted(nodes.length, 'node')} eligible, a Ready pod on ${running === eligible.length ? 'each of them' : `${running} of them`}`;
  return `${paint('bold', clean(daemonSet), options)}: ${summary}`;
}

interface Group {
  standing: Standing;
  nodes: ExplainedNode[];
}

const mostGroups = 10;

function groupsOf(nodes: readonly ExplainedNode[], standing: Standing): Group[] {
  const members = nodes.filter((node) => standingOf(node) === standing);
  if (standing === 'running') return members.length > 0 ? [{ standing, nodes: members }] : [];
  const groups = [...Map.groupBy(members, sharedReason).values()].sort((a, b) => b.length - a.length);
  return groups.map((group) => ({ standing, nodes: group }));
}

/** The reason without the names that differ from node to node, so that 1,000 nodes with one trouble are one line. */
function sharedReason(node: ExplainedNode): string {
  const names = [node.node, ...node.pods.map(({ name }) => name)];
  return names.reduce((text, name) => text.replaceAll(name, '…'), why(node));
}

function groupLines({ standing, nodes }: Group, options: RenderOptions): string[] {
  const [first] = nodes;
  if (!first) return [];
  const glyph = `  ${draw(standing, options)} `;
  const names = nodes.map(({ node }) => clean(node));
  if (standing === 'running') return [`${glyph}${cut(names.join(', '), options.width - 4, options)}`];
  const text =
    names.length <= 3
      ? `${names.join(', ')}: ${clean(why(first))}`
      : `${names.length} nodes, such as ${names[0]}: ${clean(why(first))}`;
  const [head = '', ...rest] = wrap(text, '    ', options);
  const listed =
    names.length > 3
      ? [paint('dim', `    ${cut(names.slice(1, mostGroups * 4).join(', '), options.width - 4, options)}`, options)]
      : [];
  return [`${glyph}${head.trimStart()}`, ...rest, ...listed];
}

function notSeenLines({ notSeen }: LiveExplanation, options: RenderOptions): string[] {
  return notSeen.flatMap((what) => wrap(`not seen, for lack of permission: ${what}`, '  ', options));
}

/** A row for each node, as wide as it takes. */
export function renderLiveWide(explanation: LiveExplanation, options: RenderOptions): string {
  const column = Math.max('NODE'.length, widest(explanation.nodes.map(({ node }) => clean(node))));
  const rows = explanation.nodes.map((node) => {
    const standing = standingOf(node);
    return `${clean(node.node).padEnd(column)}  ${draw(standing, options)} ${standings[standing].word.padEnd(12)}  ${clean(why(node))}`;
  });
  const head = paint('dim', `${'NODE'.padEnd(column)}  STATE           WHY`, options);
  return `${[headline(explanation, options), head, ...rows, ...notSeenLines(explanation, options)].join('\n')}\n`;
}
