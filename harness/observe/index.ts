export { settle, type SettleOptions } from './settle.ts';
export { type Subject, Watcher } from './watcher.ts';
