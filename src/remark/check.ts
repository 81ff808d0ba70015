import { readFile } from 'node:fs/promises';
import type { Root } from 'mdast';
import type { AuthoringIssue } from '../../harness/errors.ts';
import type { Lab } from '../../harness/lab/index.ts';
import { type Embed, findEmbeds } from './embeds/find.ts';
import { type CommonFrontMatter, frontMatter, untitled } from './front-matter.ts';
import { fenceProblems } from './lint/fences.ts';
import { structureProblems } from './lint/structure.ts';
import { type Page, pagesBelow } from './page.ts';
import { PageSyntaxError, parsePage } from './parse.ts';
import { issueOf } from './problem.ts';

/** What pages are checked against. */
export interface Site {
  /** Absolute path of the repository. */
  root: string;
  labs: readonly Lab[];
  /** Ids of all pages. */
  ids: readonly string[];
}

/** A page that was read: what it embeds, and all that is wrong with it, from top to bottom. */
export interface CheckedPage {
  page: Page;
  tree?: Root;
  frontMatter: CommonFrontMatter;
  embeds: Embed[];
  issues: AuthoringIssue[];
}

/** Checks a page that is parsed already. */
export async function checkTree(tree: Root, page: Page, { root, labs, ids }: Site): Promise<CheckedPage> {
  const { embeds, problems } = await findEmbeds(tree, { root, labs, page });
  const found = [...fenceProblems(tree, page), ...structureProblems(tree, page), ...problems];
  const head = frontMatter(tree, page, ids);
  const issues = [...head.issues, ...found.map((problem) => issueOf(page.shown, problem))];
  return {
    page,
    tree,
    frontMatter: head.data,
    embeds,
    issues: issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.col ?? 0) - (b.col ?? 0)),
  };
}

/** Reads a page and checks it. */
export async function checkPage(page: Page, site: Site): Promise<CheckedPage> {
  const source = await readFile(page.file, 'utf8');
  try {
    return await checkTree(parsePage(source, page.shown), page, site);
  } catch (error) {
    if (!(error instanceof PageSyntaxError)) throw error;
    return { page, frontMatter: untitled, embeds: [], issues: [error.issue] };
  }
}

/** Reads all pages and checks each. */
export async function checkPages(root: string, labs: readonly Lab[]): Promise<CheckedPage[]> {
  const pages = await pagesBelow(root);
  const site = { root, labs, ids: pages.map(({ id }) => id) };
  const checked: CheckedPage[] = [];
  for (const page of pages) checked.push(await checkPage(page, site));
  return checked;
}
