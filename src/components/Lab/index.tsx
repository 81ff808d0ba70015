export { default, LabBody } from './Lab.tsx';
