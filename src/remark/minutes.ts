import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Lab } from '../../harness/lab/index.ts';
import { minutesFor } from '../components/LessonHeader/minutes.ts';
import { attributesOf } from './attributes.ts';
import { parsePage } from './parse.ts';

/** How many words a page has to read; code blocks are looked at, not read. */
export function wordsOf(tree: Root): number {
  let words = 0;
  visit(tree, ['heading', 'paragraph', 'tableCell'], (node) => {
    words += textOf(node).split(/\s+/).filter(Boolean).length;
  });
  return words;
}

/** The slugs of the labs that a page embeds whole, in their order. */
export function labsOf(tree: Root): string[] {
  const slugs: string[] = [];
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
    if ((node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') || node.name !== 'Lab') return;
    const slug = attributesOf(node).get('slug')?.value;
    if (typeof slug === 'string') slugs.push(slug);
  });
  return [...new Set(slugs)];
}

/** What a lesson takes: to read it, and to do its labs. */
export interface Minutes {
  reading: number;
  /** Slugs of the labs it embeds. */
  labs: string[];
  total: number;
}

/** The minutes of a page, from its source. */
export function lessonMinutes(source: string, labs: readonly Pick<Lab, 'slug' | 'minutes'>[]): Minutes {
  const tree = parsePage(source, 'the page');
  const slugs = labsOf(tree);
  const embedded = labs.filter(({ slug }) => slugs.includes(slug));
  return { labs: slugs, ...minutesFor(wordsOf(tree), embedded) };
}
