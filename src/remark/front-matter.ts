import type { Root } from 'mdast';
import * as z from 'zod';
import type { AuthoringIssue } from '../../harness/errors.ts';
import { didYouMean, parseWith, readYaml } from '../../harness/lab/index.ts';
import { isDraft } from './draft.ts';
import type { Page } from './page.ts';

const line = z.string().regex(/^[^\n]*\S[^\n]*$/, 'one line of text');

const common = {
  title: line,
  description: line.max(160, 'at most 160 characters, since lists and search results show it'),
  sidebar_label: line.optional(),
  keywords: z.array(line).optional(),
};

const source = z.strictObject({
  title: line,
  url: z.string().regex(/^https:\/\/\S+$/, 'an address that begins with https://'),
  version: line,
});

const lesson = z.strictObject({
  ...common,
  abilities: z
    .array(line)
    .min(2, 'two to four things that the reader will be able to do')
    .max(4, 'two to four things that the reader will be able to do'),
  builds_on: z.array(line),
  sources: z.array(source).min(1, 'a list with at least one source'),
});

/** What a lesson says of itself; the header and the footer of its page are made of it. */
export type LessonFrontMatter = z.output<typeof lesson>;

const plain = z.strictObject({ ...common, slug: line.optional() });

/** What every page says of itself. */
export interface CommonFrontMatter {
  title: string;
  description: string;
}

/** For a page that says nothing readable of itself. */
export const untitled: CommonFrontMatter = { title: 'Untitled', description: '' };

interface Read {
  data: CommonFrontMatter;
  issues: AuthoringIssue[];
}

/** The front matter of a page, and its mistakes where they stand; `ids` are the pages that there are. */
export function frontMatter(tree: Root, page: Page, ids: readonly string[]): Read {
  const [first] = tree.children;
  if (first?.type !== 'yaml') {
    const message = 'has no front matter. Expected at least title and description between two lines of ---.';
    return { data: untitled, issues: [{ file: page.shown, line: 1, col: 1, message }] };
  }
  // The fence above it is the first line.
  const file = readYaml(page.shown, `\n${first.value}`);
  if (!file.readable) return { data: untitled, issues: file.issues };
  if (page.kind === 'plain') {
    const { data = untitled, issues } = parseWith(plain, file);
    return { data, issues: [...file.issues, ...issues] };
  }
  const { data, issues } = parseWith(lesson, file);
  const unknown = (data?.builds_on ?? []).flatMap((id, at) => {
    if (ids.includes(id) || isDraft()) return [];
    return [file.issueAt(['builds_on', at], `builds on \`${id}\`, which does not exist.${didYouMean(id, ids)}`)];
  });
  return { data: data ?? untitled, issues: [...file.issues, ...issues, ...unknown] };
}
