import { dotsOf, type GridCell } from './model.ts';

/** Units of the picture from one cell to the next. */
export const pitch = 12;

/** How cells lie: so many beside each other, each so many pixels wide. */
export interface Layout {
  columns: number;
  cell: number;
}

/** A shape about twice as wide as high, of cells neither too small to see nor larger than needed. */
export function layoutFor(count: number, width: number): Layout {
  const ideal = Math.ceil(Math.sqrt(count * 2.4));
  const cell = Math.max(10.5, Math.min(26, width / ideal));
  const columns = Math.max(1, Math.min(count, Math.floor(width / cell)));
  return { columns, cell: Math.floor((Math.min(width / columns, 26) || cell) * 100) / 100 };
}

/** What one path draws: all shapes of a kind. */
export type Layer =
  | 'cell'
  | 'hatched'
  | 'hatch'
  | 'dashed'
  | 'wrong'
  | 'notch'
  | 'dot'
  | 'dot0'
  | 'dot1'
  | 'dot2'
  | 'hole'
  | 'bar'
  | 'pending'
  | 'leaving'
  | 'warn'
  | 'cross'
  | 'keeps';

/** Every layer, from the lowest up. */
export const layers = [
  'cell',
  'hatched',
  'hatch',
  'dashed',
  'wrong',
  'notch',
  'dot',
  'dot0',
  'dot1',
  'dot2',
  'hole',
  'bar',
  'pending',
  'leaving',
  'warn',
  'cross',
  'keeps',
] as const satisfies readonly Layer[];

const disc = (x: number, y: number, r: number) =>
  `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
const round = (value: number) => Math.round(value * 100) / 100;

/** The mosaic as one path for each kind of shape, however many nodes there are. */
export function drawMosaic(cells: readonly GridCell[], columns: number): Partial<Record<Layer, string>> {
  const paths: Partial<Record<Layer, string>> = {};
  const add = (layer: Layer, path: string) => {
    paths[layer] = (paths[layer] ?? '') + path;
  };
  for (const [index, cell] of cells.entries()) {
    const x = (index % columns) * pitch;
    const y = Math.floor(index / columns) * pitch;
    drawCell(cell, x, y, add);
    const dots = dotsOf(cell);
    const r = dots.length > 1 ? 2.1 : 3.2;
    for (const [at, { state, revision }] of dots.entries()) {
      // Two pods stand on the diagonal; more than that fill the corners.
      const shift = dots.length > 1 ? 2.3 : 0;
      const dx = at % 2 === 0 ? -shift : shift;
      const dy = at === 0 || at === 3 ? -shift : shift;
      drawDot(state, revision, { x: x + 6 + dx, y: y + 6 + dy, r }, add);
    }
  }
  return paths;
}

type Add = (layer: Layer, path: string) => void;

function drawCell({ state, taints }: GridCell, x: number, y: number, add: Add): void {
  const cut = taints !== undefined && taints.length > 0;
  const frame = cut ? `M${x + 1} ${y + 1}h6.5l3.5 3.5v6.5h-10z` : `M${x + 1} ${y + 1}h10v10h-10z`;
  if (cut) add('notch', `M${x + 7.5} ${y + 1}l3.5 3.5v-3.5z`);
  if (state === 'none' || state === 'keeps') {
    add('hatched', frame);
    add(
      'hatch',
      `M${x + 1} ${y + 4.5}l3.5 -3.5M${x + 1} ${y + 8.5}l7.5 -7.5M${x + 1.5} ${y + 11}l9 -9M${x + 5} ${y + 11}l6 -6M${x + 9} ${y + 11}l2 -2`,
    );
  } else if (state === 'missing') add('dashed', frame);
  else if (state === 'unwanted' || state === 'off') add('wrong', frame);
  else add('cell', frame);
  if (state === 'missing') add('cross', `M${x + 3.5} ${y + 3.5}l5 5m0 -5l-5 5`);
  if (state === 'keeps') add('keeps', `M${x + 6} ${y + 3}l3.2 5.6h-6.4z`);
}

interface Spot {
  x: number;
  y: number;
  r: number;
}

function drawDot(state: string, revision: number | undefined, { x, y, r }: Spot, add: Add): void {
  const fill = revision === undefined ? 'dot' : (`dot${revision % 3}` as Layer);
  switch (state) {
    case 'running':
      add(fill, disc(x, y, r));
      if (fill === 'dot1') add('hole', disc(x, y, round(r * 0.36)));
      if (fill === 'dot2') add('bar', `M${x - r} ${y}h${2 * r}`);
      break;
    case 'pending':
      add('pending', disc(x, y, r - 0.3));
      break;
    case 'leaving':
      add('leaving', disc(x, y, r - 0.3));
      break;
    case 'unwanted':
      add('warn', `M${x} ${round(y - r)}l${r} ${round(r * 1.8)}h${-2 * r}z`);
      break;
    default:
      add('cross', `${disc(x, y, r)}M${round(x - r / 2)} ${round(y - r / 2)}l${r} ${r}m0 ${-r}l${-r} ${r}`);
  }
}
