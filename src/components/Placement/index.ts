export type { PlacementData } from './data.ts';
export { Placement, Placement as default } from './Placement.tsx';
