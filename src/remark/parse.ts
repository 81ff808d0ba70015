import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { VFileMessage } from 'vfile-message';
import { type AuthoringIssue, formatIssue } from '../../harness/errors.ts';

const processor = unified().use(remarkParse).use(remarkMdx).use(remarkFrontmatter).use(remarkDirective).use(remarkGfm);

/** A page that is no MDX, with the place where reading it ended. */
export class PageSyntaxError extends Error {
  readonly issue: AuthoringIssue;

  constructor(issue: AuthoringIssue, options: ErrorOptions) {
    super(formatIssue(issue), options);
    this.issue = issue;
  }
}

/** Reads a page as Docusaurus does; `shown` is what messages call it. */
export function parsePage(source: string, shown: string): Root {
  try {
    return processor.parse(source) as Root;
  } catch (error) {
    const { reason, line, column } = error as VFileMessage;
    const place = { ...(line && { line }), ...(column && { col: column }) };
    throw new PageSyntaxError({ file: shown, ...place, message: `is not valid MDX: ${reason}` }, { cause: error });
  }
}
