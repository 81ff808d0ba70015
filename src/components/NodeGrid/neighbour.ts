/** Where something stands on the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const centre = ({ left, top, width, height }: Box) => ({ x: left + width / 2, y: top + height / 2 });

/** The box that a key leads to from another, by where they stand; undefined when it leads nowhere. */
export function neighbour(boxes: readonly Box[], from: number, key: string): number | undefined {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowRight':
      return from < last ? from + 1 : undefined;
    case 'ArrowLeft':
      return from > 0 ? from - 1 : undefined;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowDown':
      return vertical(boxes, from, 1);
    case 'ArrowUp':
      return vertical(boxes, from, -1);
    default:
      return undefined;
  }
}

/** The nearest box in the next row up or down. */
function vertical(boxes: readonly Box[], from: number, sign: 1 | -1): number | undefined {
  const own = boxes[from];
  if (own === undefined) return undefined;
  const at = centre(own);
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, box] of boxes.entries()) {
    const { x, y } = centre(box);
    const down = (y - at.y) * sign;
    if (down < Math.min(own.height, box.height) / 2) continue;
    const distance = down * 1000 + Math.abs(x - at.x);
    if (distance >= least) continue;
    best = index;
    least = distance;
  }
  return best;
}
