export { Drawing } from './Drawing.tsx';
export { Arrow, Bar, Box, Node, Pod, Words } from './shapes.tsx';
