import type { CliContext } from './context.ts';

/** Progress on stderr: one line that changes on a terminal, a line per change (at most one in 10 s of a kind) elsewhere. */
export class Progress {
  readonly #stderr: CliContext['stderr'];
  readonly #quiet: boolean;
  #shown = '';
  #lastKind = '';
  #lastAt = 0;

  constructor({ stderr }: Pick<CliContext, 'stderr'>, { quiet = false } = {}) {
    this.#stderr = stderr;
    this.#quiet = quiet;
  }

  /** Shows what is being done; texts of the same kind replace each other. */
  update(kind: string, text: string): void {
    if (this.#quiet) return;
    if (this.#stderr.isTTY) {
      const line = text.replaceAll('\n', ' ').slice(0, (this.#stderr.columns ?? 80) - 1);
      this.#stderr.write(`\r${line}\u001b[K`);
      this.#shown = line;
      return;
    }
    const now = Date.now();
    if (kind === this.#lastKind && now - this.#lastAt < 10_000) return;
    this.#lastKind = kind;
    this.#lastAt = now;
    this.#stderr.write(`${text}\n`);
  }

  /** Writes a line that stays. */
  note(text: string): void {
    if (this.#quiet) return;
    this.clear();
    this.#stderr.write(`${text}\n`);
  }

  /** Takes the changing line away. */
  clear(): void {
    if (this.#shown !== '') this.#stderr.write('\r\u001b[K');
    this.#shown = '';
    this.#lastKind = '';
  }
}
