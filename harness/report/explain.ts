import type { Explanation, NodeExplanation } from '../placement/explain.ts';
import { clean, counted, cut, paint, type RenderOptions, type Style, widest, wrap } from './text.ts';

/** What the controller does on a node, as a glyph and in a word. */
const answers = {
  runs: { unicode: '●', ascii: '*', style: 'green', word: 'yes' },
  keeps: { unicode: '▲', ascii: '!', style: 'yellow', word: 'keeps' },
  never: { unicode: '✕', ascii: 'x', style: 'red', word: 'no' },
} as const satisfies Record<string, { unicode: string; ascii: string; style: Style; word: string }>;
type Answer = keyof typeof answers;

const answerOf = ({ shouldRun, shouldContinueRunning }: NodeExplanation): Answer =>
  shouldRun ? 'runs' : shouldContinueRunning ? 'keeps' : 'never';

const draw = (answer: Answer, options: RenderOptions) =>
  paint(answers[answer].style, options.unicode ? answers[answer].unicode : answers[answer].ascii, options);

const why = ({ reasons }: NodeExplanation) => reasons.map(({ message }) => message).join('; also, ');

/** An explanation for people: how many nodes are eligible, then the others by reason. */
export function renderExplanation(explanation: Explanation, options: RenderOptions): string {
  if ('error' in explanation) return renderRefusal(explanation, options);
  const { daemonSet, nodes } = explanation;
  const eligible = nodes.filter(({ shouldRun }) => shouldRun);
  const lines = [
    `${paint('bold', clean(daemonSet), options)}: ${eligible.length} of ${counted(nodes.length, 'node')} eligible`,
    ...eligibleLines(eligible, nodes.length, options),
    ...groupLines(
      nodes.filter(({ shouldRun }) => !shouldRun),
      options,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** A single node is explained whichever way it goes; else it is enough to name those that run the pod. */
function eligibleLines(eligible: readonly NodeExplanation[], total: number, options: RenderOptions): string[] {
  const [first] = eligible;
  if (first === undefined) return [];
  const glyph = `  ${draw('runs', options)} `;
  if (total === 1) return hang(glyph, `${clean(first.node)}: ${why(first)}`, options);
  return [`${glyph}${cut(eligible.map(({ node }) => clean(node)).join(', '), options.width - 4, options)}`];
}

const mostGroups = 12;

/** Nodes that share an answer and its reasons stand together, the largest groups first. */
function groupLines(nodes: readonly NodeExplanation[], options: RenderOptions): string[] {
  const byReason = Map.groupBy(nodes, (node) => `${answerOf(node)} ${why(node)}`);
  const groups = [...byReason.values()].sort((a, b) => b.length - a.length);
  const shown = groups.length > mostGroups ? groups.slice(0, mostGroups - 1) : groups;
  const rest = groups.slice(shown.length).flat();
  return [
    ...shown.flatMap((group) => groupLine(group, options)),
    ...(rest.length > 0
      ? [
          `    and ${counted(rest.length, 'node')} for ${groups.length - shown.length} other reasons: -o wide shows each`,
        ]
      : []),
  ];
}

function groupLine(group: readonly NodeExplanation[], options: RenderOptions): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const answer = answerOf(first);
  const stays = answer === 'keeps' ? '; a pod that already runs there may stay' : '';
  const glyph = `  ${draw(answer, options)} `;
  const names = group.map(({ node }) => clean(node));
  if (names.length <= 3) return hang(glyph, `${names.join(', ')}: ${why(first)}${stays}`, options);
  const listed = `    ${cut(names.join(', '), options.width - 4, options)}`;
  return [...hang(glyph, `${names.length} nodes: ${why(first)}${stays}`, options), paint('dim', listed, options)];
}

/** A text behind a glyph, its further lines under its first. */
function hang(glyph: string, text: string, options: RenderOptions): string[] {
  const [first = '', ...rest] = wrap(text, '    ', options);
  return [`${glyph}${first.trimStart()}`, ...rest];
}

function renderRefusal({ daemonSet, error }: Extract<Explanation, { error: unknown }>, options: RenderOptions): string {
  const lines = [
    `${paint('bold', clean(daemonSet), options)}: refused`,
    ...hang(`  ${draw('never', options)} `, `${error.field}: ${error.message} (${error.reason})`, options),
  ];
  return `${lines.join('\n')}\n`;
}

/** A row for each node with every reason, as wide as it takes. */
export function renderWide(explanation: Explanation, options: RenderOptions): string {
  if ('error' in explanation) return renderRefusal(explanation, options);
  const { daemonSet, nodes } = explanation;
  const column = Math.max('NODE'.length, widest(nodes.map(({ node }) => clean(node))));
  const rows = nodes.map((node) => {
    const answer = answerOf(node);
    return `${clean(node.node).padEnd(column)}  ${draw(answer, options)} ${answers[answer].word.padEnd(5)}  ${clean(why(node))}`;
  });
  const eligible = nodes.filter(({ shouldRun }) => shouldRun).length;
  return `${[`${paint('bold', clean(daemonSet), options)}: ${eligible} of ${counted(nodes.length, 'node')} eligible`, paint('dim', `${'NODE'.padEnd(column)}  RUNS     WHY`, options), ...rows].join('\n')}\n`;
}

/** What the glyphs mean, for those that are drawn. */
export function explanationLegend(explanations: readonly Explanation[], { unicode }: RenderOptions): string {
  const drawn = new Set(
    explanations.flatMap((explanation) => ('nodes' in explanation ? explanation.nodes.map(answerOf) : [])),
  );
  const words = {
    runs: 'runs a pod',
    keeps: 'gets no new pod, keeps one that runs',
    never: 'has no pod',
  } as const satisfies Record<Answer, string>;
  return (Object.keys(words) as Answer[])
    .filter((answer) => drawn.has(answer))
    .map((answer) => `${answers[answer][unicode ? 'unicode' : 'ascii']} ${words[answer]}`)
    .join('   ');
}

/** What a change that was imagined changes: the nodes whose answer is another one now. */
export function renderChanges(
  before: readonly Explanation[],
  after: readonly Explanation[],
  options: RenderOptions,
): string {
  const lines = after.flatMap((explanation, index) => {
    const former = before[index];
    if (!('nodes' in explanation) || former === undefined || !('nodes' in former)) return [];
    const changes = changesOf(former.nodes, explanation.nodes).flatMap((text) => wrap(text, '  ', options));
    return changes.length > 0
      ? [`${clean(explanation.daemonSet)} changes:`, ...changes]
      : [`${clean(explanation.daemonSet)} changes nowhere.`];
  });
  return lines.length > 0 ? `\n${lines.join('\n')}\n` : '';
}

function changesOf(before: readonly NodeExplanation[], after: readonly NodeExplanation[]): string[] {
  const former = new Map(before.map((node) => [node.node, node]));
  const here = new Set(after.map(({ node }) => node));
  const changed = after.flatMap((node) => {
    const old = former.get(node.node);
    const [from, to] = [old ? answers[answerOf(old)].word : 'not there', answers[answerOf(node)].word];
    return from === to ? [] : [`${clean(node.node)}: ${from} -> ${to}, because ${clean(why(node))}`];
  });
  const gone = before.filter(({ node }) => !here.has(node)).map(({ node }) => `${clean(node)}: gone`);
  return [...changed, ...gone];
}
