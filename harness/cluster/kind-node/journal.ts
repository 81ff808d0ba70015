import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Component } from '../provider.ts';

/** A change to a node that a reset has to undo. Each is undone by asking what is, so undoing twice does no harm. */
export type Change =
  /** The machine is off or frozen. */
  | { change: 'power'; container: string }
  /** The machine was not there before. */
  | { change: 'added'; container: string }
  /** An image was copied to the machine. */
  | { change: 'image'; container: string; image: string }
  /** Something ran on the machine that may have written files or started services. */
  | { change: 'touched'; container: string }
  /** A component of the control plane is stopped. */
  | { change: 'component'; component: Component };

/** What was done to the nodes since they were last as they should be; each entry is on disk before the deed is done. */
export class Journal {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  note(change: Change): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const isNew = !existsSync(this.#path);
    const file = openSync(this.#path, 'a', 0o600);
    try {
      // The line break goes first, so that an entry that was cut short spoils no other.
      appendFileSync(file, `\n${JSON.stringify(change)}`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(dirname(this.#path));
  }

  /** The changes, oldest first; a last line that was cut short counts for nothing, since its deed was never begun. */
  changes(): Change[] {
    if (!existsSync(this.#path)) return [];
    return readFileSync(this.#path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return line === '' ? [] : [JSON.parse(line) as Change];
        } catch {
          return [];
        }
      });
  }

  /** To be called once everything is undone. */
  clear(): void {
    rmSync(this.#path, { force: true });
  }
}

/** A new file is safe only once its folder is written too. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
