/** Line numbers of `3`, `3-5` or `3-5,9`; undefined when they are none, or not among the lines up to `last`. */
export function parseLines(text: string, last = Number.POSITIVE_INFINITY): number[] | undefined {
  const lines: number[] = [];
  for (const part of text.split(',')) {
    const [, first, end] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(end ?? first)];
    if (!(from >= 1 && to >= from && to <= last)) return undefined;
    for (let line = from; line <= to; line += 1) lines.push(line);
  }
  return lines;
}
