export type { ReplayData } from './data.ts';
export { Replay, Replay as default, type ReplayProps } from './Replay.tsx';
