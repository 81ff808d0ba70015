import type { Node, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { JsxElement } from '../attributes.ts';
import type { Page } from '../page.ts';
import type { Problem } from '../problem.ts';

const admonitions = new Set([
  'note',
  'tip',
  'info',
  'warning',
  'danger',
  'caution',
  'important',
  'secondary',
  'success',
]);
const mostAsides = 2;

/** Whether a node is an element of this name. */
export const isElement = (node: Node, ...names: string[]): node is JsxElement =>
  (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') &&
  names.includes((node as JsxElement).name ?? '');

function headingProblems(tree: Root, page: Page): Problem[] {
  const problems: Problem[] = [];
  visit(tree, (node) => {
    if (page.kind !== 'lesson') return;
    if ((node.type === 'heading' && node.depth === 1) || isElement(node, 'h1')) {
      problems.push({
        at: node,
        message: 'is a heading of the first level. Expected none in the body: the title in the front matter makes it.',
      });
    } else if (node.type === 'heading' && node.depth > 3) {
      problems.push({ at: node, message: `is a heading of level ${node.depth}. Expected ## or ### in a lesson.` });
    }
  });
  return problems;
}

const isAside = (node: Node & { name?: string | null }): boolean =>
  isElement(node, 'Aside', 'Admonition') || (node.type === 'containerDirective' && admonitions.has(node.name ?? ''));

function asideProblems(tree: Root): Problem[] {
  const asides: Node[] = [];
  visit(tree, (node) => {
    if (isAside(node as Node)) asides.push(node as Node);
  });
  return asides.slice(mostAsides).map((at, index) => ({
    at: at as Problem['at'],
    message: `is aside number ${mostAsides + index + 1}. Expected at most ${mostAsides} on a page; what matters belongs in the text.`,
  }));
}

function quizProblems(tree: Root, page: Page): Problem[] {
  if (page.kind !== 'lesson') return [];
  const quizzes: Node[] = [];
  visit(tree, (node) => {
    if (isElement(node as Node, 'Quiz')) quizzes.push(node as Node);
  });
  if (quizzes.length === 1) return [];
  const at = (quizzes[1] ?? tree.children.at(-1) ?? tree) as Problem['at'];
  const found = quizzes.length === 0 ? 'none' : `${quizzes.length}`;
  return [{ at, message: `expects a lesson to have one \`<Quiz />\` but found ${found}.` }];
}

/** What is wrong with the page as a whole: its headings, its asides, its quiz. */
export const structureProblems = (tree: Root, page: Page): Problem[] => [
  ...headingProblems(tree, page),
  ...asideProblems(tree),
  ...quizProblems(tree, page),
];
