export { Explorer, Explorer as default } from './Explorer.tsx';
