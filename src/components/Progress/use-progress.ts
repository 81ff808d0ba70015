import { useSyncExternalStore } from 'react';
import { nothing, type ProgressRecord } from './record.ts';
import { createStore, storageKey } from './store.ts';

/** The learner's progress in this browser. */
export const progress = createStore(() => window.localStorage);

function subscribe(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === storageKey || key === null) progress.refresh();
  };
  window.addEventListener('storage', onStorage);
  const end = progress.subscribe(listener);
  return () => {
    window.removeEventListener('storage', onStorage);
    end();
  };
}

/** The record as it now is; empty on the server and until the page has come to life. */
export function useProgress(): ProgressRecord {
  return useSyncExternalStore(subscribe, progress.read, () => nothing);
}

/** Whether progress outlives the page; true until it is known. */
export function useIsKept(): boolean {
  return useSyncExternalStore(subscribe, progress.isKept, () => true);
}
