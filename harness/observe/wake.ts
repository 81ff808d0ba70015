/** Lets many events lead to one look: the next look waits for what the last one cost, four times over. */
export class Wake {
  #called = false;
  #resume: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastLookMs = 0;
  #looked = performance.now();

  call(): void {
    this.#called = true;
    this.#resume?.();
  }

  callAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.call(), ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  async next(): Promise<void> {
    this.#lastLookMs = performance.now() - this.#looked;
    if (!this.#called) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
    }
    // Events of the same moment arrive together, and a look at 1,000 nodes must not be repeated for each of them.
    await new Promise<void>((resolve) => {
      if (this.#lastLookMs < 0.1) setImmediate(resolve);
      else setTimeout(resolve, Math.min(this.#lastLookMs * 4, 5));
    });
    this.#resume = undefined;
    this.#called = false;
    this.#looked = performance.now();
  }
}
