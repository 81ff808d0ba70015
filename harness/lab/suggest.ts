import { distance } from 'fastest-levenshtein';

/** Whether two names are of one family and differ in their numbers only; that is no slip of the finger. */
function differInNumber(a: string, b: string): boolean {
  return a !== b && a.replaceAll(/\d+/g, '0') === b.replaceAll(/\d+/g, '0');
}

/** The candidate that a mistyped word most likely meant; undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const ranked = candidates
    .filter((candidate) => !differInNumber(word, candidate))
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.ceil(word.length / 3) ? best.candidate : undefined;
}

/** The question whether the nearest candidate was meant, with a space before it; empty when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? '' : ` Did you mean \`${guess}\`?`;
}
