import fc from 'fast-check';

/** Draws that a seed determines: fast-check's generator, asked value by value. */
export class Draw {
  readonly #next: fc.GeneratorValue;

  /** The numbers tell apart what one run draws for: the same ones give the same values, in whatever order others are asked. */
  constructor(seed: number, ...place: readonly number[]) {
    const mixed = place.reduce((sum, part) => Math.imul(sum ^ (part + 0x9e3779b9), 0x85ebca6b) | 0, seed | 0);
    const [next] = fc.sample(fc.gen(), { seed: mixed, numRuns: 1, unbiased: true });
    if (next === undefined) throw new Error('fast-check drew nothing.');
    this.#next = next;
  }

  /** From 0 to max, both included. */
  upTo(max: number): number {
    return this.#next(fc.integer, { min: 0, max });
  }

  chance(percent: number): boolean {
    return this.upTo(99) < percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.upTo(items.length - 1)] as T;
  }

  /** One of the keys, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let left = this.upTo(entries.reduce((sum, [, weight]) => sum + weight, 0) - 1);
    for (const [name, weight] of entries) {
      if (left < weight) return name;
      left -= weight;
    }
    throw new Error('No weight was given.');
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, index) => make(index));
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return this.list(left.length, () => left.splice(this.upTo(left.length - 1), 1)[0] as T);
  }
}
