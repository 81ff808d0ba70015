export type { CellState, GridCell, GridPod, PodMark } from './model.ts';
export { cellWords, sentence, summary } from './model.ts';
export { NodeGrid, type NodeGridProps } from './NodeGrid.tsx';
