import type { Atom, Conjunction } from './atoms.ts';
import type { Domain } from './domains.ts';

/** Labels and name of a node; a variable that is left out may have its cheapest value. */
export type Assignment = ReadonlyMap<string, string | undefined>;

export interface Solution {
  assignment: Assignment;
  /** How many labels it needs, and one more for a certain name. */
  size: number;
}

/** What each variable may still be; a variable that is left out is free. */
type Choices = ReadonlyMap<string, Domain>;

/** Finds the smallest node that one selection takes and the other does not, or that both take. Exact: nothing is sampled. */
export class Search {
  readonly #domains: ReadonlyMap<string, Domain>;

  constructor(domains: ReadonlyMap<string, Domain>) {
    this.#domains = domains;
  }

  /** The smallest node on which both selections hold. */
  both(a: readonly Conjunction[], b: readonly Conjunction[]): Solution | undefined {
    let best: Solution | undefined;
    for (const one of a) {
      for (const other of b) best = smaller(best, this.#solution(this.#require([...one, ...other])));
    }
    return best;
  }

  /** The smallest node on which the first selection holds and the second does not: each alternative of it must fail somewhere. */
  onlyFirst(a: readonly Conjunction[], b: readonly Conjunction[]): Solution | undefined {
    let best: Solution | undefined;
    for (const one of a) {
      const choices = this.#require(one);
      if (choices) best = this.#failEach(choices, b, best);
    }
    return best;
  }

  /**
   * Takes the smallest node of the choices. Where it is still selected by some alternative, one atom of that alternative must
   * fail, so it tries each. A branch that cannot become smaller than the best is left.
   */
  #failEach(choices: Choices, alternatives: readonly Conjunction[], best: Solution | undefined): Solution | undefined {
    const solution = this.#solution(choices);
    if (solution === undefined) return best;
    const open = alternatives.filter((alternative) =>
      alternative.every((atom) => atom.holds(this.#cheapest(choices, atom.variable))),
    );
    if (best && solution.size + this.#leastMore(choices, open) >= best.size) return best;
    const [first] = open;
    if (first === undefined) return solution;
    let found = best;
    for (const atom of first) {
      const narrowed = this.#narrow(choices, atom, false);
      if (narrowed) found = this.#failEach(narrowed, alternatives, found);
    }
    return found;
  }

  /** How much larger a node must become at least: alternatives that share no variable must fail one by one. */
  #leastMore(choices: Choices, open: readonly Conjunction[]): number {
    const used = new Set<string>();
    let more = 0;
    for (const alternative of open) {
      const isCounted = alternative.some(({ variable }) => used.has(variable) || this.#isPaid(choices, variable));
      if (isCounted) continue;
      for (const { variable } of alternative) used.add(variable);
      more += 1;
    }
    return more;
  }

  #require(atoms: Conjunction): Choices | undefined {
    let choices: Choices | undefined = new Map();
    for (const atom of atoms) choices = choices && this.#narrow(choices, atom, true);
    return choices;
  }

  /** Leaves only the values for which an atom answers as wished; undefined when none is left. */
  #narrow(choices: Choices, atom: Atom, wanted: boolean): Choices | undefined {
    const left = this.#values(choices, atom.variable).filter((value) => atom.holds(value) === wanted);
    return left.length === 0 ? undefined : new Map([...choices, [atom.variable, left]]);
  }

  #values(choices: Choices, variable: string): Domain {
    return choices.get(variable) ?? this.#domains.get(variable) ?? [undefined];
  }

  #cheapest(choices: Choices, variable: string): string | undefined {
    return this.#values(choices, variable)[0];
  }

  /** Whether a variable already has a value that counts. */
  #isPaid(choices: Choices, variable: string): boolean {
    return this.#cheapest(choices, variable) !== this.#domains.get(variable)?.[0];
  }

  /** The smallest node of some choices: domains begin with what costs nothing. */
  #solution(choices: Choices | undefined): Solution | undefined {
    if (choices === undefined) return undefined;
    const assignment = new Map([...choices.keys()].map((variable) => [variable, this.#cheapest(choices, variable)]));
    const size = [...choices.keys()].filter((variable) => this.#isPaid(choices, variable)).length;
    return { assignment, size };
  }
}

function smaller(a: Solution | undefined, b: Solution | undefined): Solution | undefined {
  return b && (!a || b.size < a.size) ? b : a;
}
