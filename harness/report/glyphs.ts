import type { NodeVerdict } from '../result.ts';
import { paint, type RenderOptions, type Style } from './text.ts';

interface Glyph {
  unicode: string;
  ascii: string;
  style: Style;
  means: string;
}

/** A cell is a node, a dot is a pod: what a cell can hold, in the order of the legend. */
export const cells = {
  running: { unicode: '●', ascii: '*', style: 'green', means: 'one pod, as intended' },
  none: { unicode: '░', ascii: '/', style: 'dim', means: 'no pod, as intended' },
  pending: { unicode: '◌', ascii: '.', style: 'yellow', means: 'pod not Ready' },
  missing: { unicode: '✕', ascii: 'x', style: 'red', means: 'pod missing' },
  unwanted: { unicode: '▲', ascii: '!', style: 'red', means: 'pod that must not be there' },
  off: { unicode: '◐', ascii: '?', style: 'yellow', means: 'something else is wrong, as said above' },
  leaving: { unicode: '○', ascii: '~', style: 'yellow', means: 'pod on its way out' },
} as const satisfies Record<string, Glyph>;
export type Cell = keyof typeof cells;

/** How a judgement came out. */
const marks = {
  pass: { unicode: '✔', ascii: 'ok  ', style: 'green', means: 'passes' },
  fail: { unicode: '✕', ascii: 'FAIL', style: 'red', means: 'fails' },
  error: { unicode: '!', ascii: 'ERR ', style: 'yellow', means: 'could not be judged' },
  skipped: { unicode: '–', ascii: 'skip', style: 'dim', means: 'skipped' },
} as const satisfies Record<string, Glyph>;
export type Mark = keyof typeof marks;

const draw = ({ unicode, ascii, style }: Glyph, options: RenderOptions) =>
  paint(style, options.unicode ? unicode : ascii, options);

export const drawCell = (cell: Cell, options: RenderOptions) => draw(cells[cell], options);
export const drawMark = (mark: Mark, options: RenderOptions) => draw(marks[mark], options);

/** Columns of a mark. */
export const markWidth = ({ unicode }: RenderOptions) => (unicode ? 1 : 4);

/** What the cell of a node holds, measured by what the task wants there. */
export function cellOf({ expected, found, status }: NodeVerdict): Cell {
  const live = found.filter(({ terminating }) => !terminating);
  if (live.length > expected.max) return 'unwanted';
  if (live.length < expected.min) return 'missing';
  if (live.some(({ ready }) => !ready)) return 'pending';
  if (live.length === 0 && found.length > 0) return 'leaving';
  if (status !== 'pass') return 'off';
  return live.length > 0 ? 'running' : 'none';
}
