import type { NodeVerdict } from '../result.ts';
import { type Cell, cellOf, cells, drawCell } from './glyphs.ts';
import { clean, paint, type RenderOptions, widest } from './text.ts';

/** Above so many nodes the cells carry no names any more. */
const mosaicAbove = 40;

function inRows(items: string[], columns: number, indent: string, gap: string): string[] {
  const rows = Math.ceil(items.length / columns);
  return Array.from(
    { length: rows },
    (_, row) =>
      indent +
      items
        .slice(row * columns, (row + 1) * columns)
        .join(gap)
        .trimEnd(),
  );
}

/** Node names in the order in which people count: node-2 before node-10. */
export function byNodeName(a: { node: string }, b: { node: string }): number {
  return a.node.localeCompare(b.node, 'en', { numeric: true });
}

/** The nodes as cells, each with its dot; as many in a line as fit, in columns. */
export function nodeGrid(nodes: readonly NodeVerdict[], indent: string, options: RenderOptions): string[] {
  const sorted = nodes.toSorted(byNodeName);
  const room = Math.max(1, options.width - indent.length);
  if (sorted.length > mosaicAbove) {
    const dots = sorted.map((node) => drawCell(cellOf(node), options));
    return inRows(dots, room, indent, '');
  }
  const names = sorted.map(({ node }) => clean(node));
  const cellWidth = '[x] '.length + widest(names);
  const columns = Math.max(1, Math.floor((room + 2) / (cellWidth + 2)));
  const drawn = sorted.map(
    (node, at) => `[${drawCell(cellOf(node), options)}] ${(names[at] ?? '').padEnd(cellWidth - 4)}`,
  );
  return inRows(drawn, columns, indent, '  ');
}

/** What the cells mean, for those that were drawn; as many in a line as fit. */
export function legend(nodes: readonly NodeVerdict[], options: RenderOptions): string[] {
  const used = new Set(nodes.map(cellOf));
  const shown = (Object.keys(cells) as Cell[]).filter((cell) => used.has(cell));
  const columnWidth = '[x] '.length + widest(shown.map((cell) => cells[cell].means));
  const columns = Math.max(1, Math.floor((options.width + 3) / (columnWidth + 3)));
  const items = shown.map((cell) => {
    const { means } = cells[cell];
    return `[${drawCell(cell, options)}] ${paint('dim', means, options)}${' '.repeat(columnWidth - 4 - means.length)}`;
  });
  return inRows(items, columns, '', '   ');
}
