import { nothing, type ProgressRecord, readRecord } from './record.ts';

export const storageKey = 'one-per-node.progress';

/** What the store needs of a browser's storage; each may throw, for storage can be refused or full. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem'>;

export interface ProgressStore {
  /** The same object until something changes. */
  read(): ProgressRecord;
  change(work: (record: ProgressRecord) => ProgressRecord): void;
  /** Whether what was last read or written outlives the page. */
  isKept(): boolean;
  /** Calls back after every change, here or in another tab; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** To be called when another tab has changed the storage. */
  refresh(): void;
}

/** Progress in a browser's storage; where that is refused, in memory until the page is left. */
export function createStore(keeper: () => Keeper): ProgressStore {
  const listeners = new Set<() => void>();
  let record: ProgressRecord | undefined;
  let kept = true;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const attempt = <T>(work: (storage: Keeper) => T): T | undefined => {
    try {
      const result = work(keeper());
      kept = true;
      return result;
    } catch {
      kept = false;
      return undefined;
    }
  };
  const load = () => {
    const text = attempt((storage) => storage.getItem(storageKey)) ?? undefined;
    return text === undefined ? undefined : (readRecord(text) ?? setAside(text));
  };
  // A later version of the course, or somebody's hand, wrote it: it is not ours to throw away.
  const setAside = (text: string) => {
    attempt((storage) => storage.setItem(`${storageKey}.unreadable`, text));
    return undefined;
  };
  return {
    read: () => {
      record ??= load() ?? nothing;
      return record;
    },
    change(work) {
      // Another tab may have written since; what could not be written is only here.
      const stored = kept ? load() : undefined;
      record = work(stored ?? (kept ? nothing : (record ?? nothing)));
      const text = JSON.stringify(record);
      attempt((storage) => storage.setItem(storageKey, text));
      tell();
    },
    isKept: () => kept,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh() {
      record = undefined;
      tell();
    },
  };
}
