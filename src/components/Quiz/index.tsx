export { default } from './Quiz.tsx';
