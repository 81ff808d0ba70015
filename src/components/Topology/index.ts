export type { TopologyData } from './data.ts';
export { Topology, Topology as default } from './Topology.tsx';
