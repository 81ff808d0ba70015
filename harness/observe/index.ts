export { type SettleOptions, settle } from './settle.ts';
export { type Subject, Watcher } from './watcher.ts';
