import type { DiffLine } from './types.ts';

/** Lengths of the longest common subsequences of all tails of two lists of lines. */
function common(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [row, below] = [lengths[i] ?? [], lengths[i + 1] ?? []];
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** Two texts line by line: what only the first has is `-`, what only the second has `+`. */
export function diffLines(first: string, second: string): DiffLine[] {
  const [a, b] = [linesOf(first), linesOf(second)];
  const lengths = common(a, b);
  const lines: DiffLine[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ mark: ' ', text: left });
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      lines.push({ mark: '-', text: left ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: right });
      j += 1;
    }
  }
  return lines;
}

/** A comparison without what is the same in both, but for so many lines around what is not. */
export function shortened(lines: readonly DiffLine[], around = 2): DiffLine[] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ mark }) => mark !== ' ');
  return lines.flatMap((line, index) => {
    if (near(index)) return [line];
    return index === 0 || near(index - 1) ? [{ mark: '…' as const, text: '' }] : [];
  });
}

/** The lines of the second text that the first does not have, as `7-9,12`. */
export function changedLines(first: string, second: string): string {
  const numbers: number[] = [];
  let line = 0;
  for (const { mark } of diffLines(first, second)) {
    if (mark !== '-') line += 1;
    if (mark === '+') numbers.push(line);
  }
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
