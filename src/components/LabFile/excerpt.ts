import { parseLines } from './lines.ts';

/** The part of a file that is shown, and which of its lines are marked. */
export interface Excerpt {
  text: string;
  /** Lines of the text that is shown, as code blocks mark them: `3,5-6`. */
  marked: string;
}

/** Cuts a file down to the lines of `only`, with an ellipsis for what is left out, and finds the marked lines in it. */
export function excerpt(
  file: string,
  { only, lines }: { only?: string | undefined; lines?: string | undefined },
): Excerpt {
  const all = file.replace(/\n$/, '').split('\n');
  const kept = new Set(only === undefined ? all.map((_, at) => at + 1) : parseLines(only));
  const marked = new Set(lines === undefined ? [] : parseLines(lines));
  const shown: string[] = [];
  const marks: number[] = [];
  for (const [at, line] of all.entries()) {
    const number = at + 1;
    if (kept.has(number)) {
      shown.push(line);
      if (marked.has(number)) marks.push(shown.length);
    } else if (at === 0 || kept.has(number - 1)) shown.push(ellipsis(line));
  }
  return { text: shown.join('\n'), marked: marks.join(',') };
}

/** An ellipsis where the first line that it stands for begins. */
const ellipsis = (line: string): string => `${/^\s*/.exec(line)?.[0] ?? ''}…`;
