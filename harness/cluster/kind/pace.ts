/** What `docker exec NODE true` takes on two cores that have little else to do. */
const usualMs = 200;
/** Beyond that a machine is not slow but broken. */
const slowest = 8;
/** One command alone may be quick by chance. */
const kept = 3;

/**
 * How much slower than usual a machine is. Where several machines share one, the same pod starts in one second today and
 * in eight tomorrow; who waits as long for both finds right work wrong.
 */
export class Pace {
  readonly #samplesMs: number[] = [];

  /** Times one run of something small, and remembers the last few. */
  async sample(work: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    await work();
    this.#samplesMs.push(performance.now() - started);
    if (this.#samplesMs.length > kept) this.#samplesMs.shift();
  }

  /** How many times slower than usual, from 1 to 8; by the slowest of what was timed last. */
  get factor(): number {
    return Math.min(slowest, Math.max(1, ...this.#samplesMs.map((ms) => ms / usualMs)));
  }
}
