import { type Atom, nodeName } from './atoms.ts';

/** The values that a variable can have, one of each kind that some atom tells apart. The first is the cheapest. */
export type Domain = readonly (string | undefined)[];

const maxInt64 = 2n ** 63n - 1n;

/**
 * A domain for each variable of the atoms. Two values that every atom answers alike are one: it is enough to try absent,
 * the values mentioned, those at and around each bound, and one that nobody mentions, which is no integer either.
 */
export function domainsOf(atoms: readonly Atom[]): Map<string, Domain> {
  const byVariable = Map.groupBy(atoms, ({ variable }) => variable);
  return new Map([...byVariable].map(([variable, own]) => [variable, distinct(candidates(variable, own), own)]));
}

function candidates(variable: string, atoms: readonly Atom[]): Domain {
  const mentioned = new Set(atoms.flatMap(({ mentions }) => mentions));
  if (variable === nodeName) return [fresh('some-node', mentioned), ...mentioned];
  const bounds = atoms.flatMap(({ bound }) => (bound === undefined ? [] : [bound - 1n, bound, bound + 1n]));
  // A label value cannot begin with a minus; an integer too large for int64 is none.
  const integers = [...new Set(bounds)].filter((value) => value >= 0n && value <= maxInt64).map(String);
  // The same number in another spelling: 05 is greater than 4, but is not 5.
  const respelt = [...integers, ...mentioned]
    .filter((text) => /^[0-9]+$/.test(text))
    .map((text) => unmentionedSpelling(text, mentioned));
  return [undefined, ...mentioned, ...integers, fresh('other', mentioned), ...respelt];
}

function unmentionedSpelling(integer: string, mentioned: ReadonlySet<string>): string {
  let text = `0${integer}`;
  while (mentioned.has(text)) text = `0${text}`;
  return text;
}

/** A word that nobody mentions. */
export function fresh(word: string, mentioned: ReadonlySet<string>): string {
  for (let number = 2, text = word; ; number += 1) {
    if (!mentioned.has(text)) return text;
    text = `${word}-${number}`;
  }
}

/** Keeps the first value for each way in which the atoms answer. */
function distinct(values: Domain, atoms: readonly Atom[]): Domain {
  const seen = new Set<string>();
  return values.filter((value) => {
    const answers = atoms.map((atom) => (atom.holds(value) ? '1' : '0')).join('');
    return !seen.has(answers) && seen.add(answers);
  });
}
