import type { PlacementVerdict, Verdict } from '../result.ts';
import { cellOf, drawCell, drawMark } from './glyphs.ts';
import { byNodeName, nodeGrid } from './node-grid.ts';
import { paint, type RenderOptions, wrap } from './text.ts';

/** Whether a verdict is about placement and so has a grid to show. */
export function isPlacement(verdict: Verdict): verdict is PlacementVerdict {
  return 'daemonSet' in verdict;
}

/** What is said of a node, after its name; some messages are about no node. */
function nodeLine({ node, message }: { node: string; message: string }): string {
  return node === '' || message.startsWith(`${node}: `) ? message : `${node}: ${message}`;
}

/** One line for each node that is not as expected, by name. */
export function failingNodes(verdict: Verdict, indent: string, options: RenderOptions): string[] {
  const glyphs = new Map(isPlacement(verdict) ? verdict.nodes.map((node) => [node.node, cellOf(node)]) : []);
  const failing = verdict.nodes.filter(({ status }) => status !== 'pass').toSorted(byNodeName);
  return failing.flatMap((node) => {
    const cell = glyphs.get(node.node);
    const glyph = cell ? `[${drawCell(cell, options)}] ` : '- ';
    const hanging = `${indent}${cell ? '    ' : '  '}`;
    const [first = '', ...rest] = wrap(nodeLine(node), hanging, options);
    return [`${indent}${glyph}${first.trimStart()}`, ...rest];
  });
}

/** What was judged, how it came out, and each node that is not as expected. */
export function verdictDetails(verdict: Verdict, indent: string, options: RenderOptions): string[] {
  return [...wrap(verdict.summary, indent, options), ...failingNodes(verdict, indent, options)];
}

/** The verdict of `course assert`: one line, the grid, and what is wrong. */
export function renderVerdict(verdict: Verdict, options: RenderOptions): string {
  const about = isPlacement(verdict) ? `${verdict.daemonSet}, intended ${verdict.intended}` : '';
  const code = verdict.status === 'pass' ? '' : verdict.code;
  const headline = [about, paint('bold', code, options)].filter((part) => part !== '').join(': ');
  const lines = [
    `${drawMark(verdict.status, options)} ${headline}`.trimEnd(),
    ...(isPlacement(verdict) ? nodeGrid(verdict.nodes, '  ', options) : []),
    ...verdictDetails(verdict, '  ', options),
  ];
  return `${lines.join('\n')}\n`;
}
