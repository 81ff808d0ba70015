import { join } from 'node:path';
import type { LoadContext, Plugin, PluginContentLoadedActions } from '@docusaurus/types';
import type { Course } from '../../../harness/lab/index.ts';
import { minutesFor } from '../../components/LessonHeader/minutes.ts';
import { type CheckedPage, checkPages } from '../../remark/check.ts';
import { isDraft } from '../../remark/draft.ts';
import { labsOf, wordsOf } from '../../remark/minutes.ts';
import { pageError } from '../../remark/problem.ts';
import { reloadCourse } from './course.ts';
import { labData, labSummary } from './lab-data.ts';
import { pluginName } from './names.ts';
import type { LabListing, LessonSummary } from './types.ts';

interface Content {
  course: Course;
  pages: CheckedPage[];
}

async function loadContent(root: string): Promise<Content> {
  const course = await reloadCourse(root);
  const pages = await checkPages(root, course.labs);
  const issues = pages.flatMap((page) => page.issues);
  // While somebody writes, the page itself shows its mistakes and the others go on.
  if (issues.length > 0 && process.env.NODE_ENV === 'production' && !isDraft()) throw pageError(issues);
  return { course, pages };
}

function lessonsOf({ course, pages }: Content): LessonSummary[] {
  return pages.flatMap(({ page, tree, frontMatter }) => {
    if (!tree || page.kind !== 'lesson') return [];
    const labs = labsOf(tree);
    const { total } = minutesFor(
      wordsOf(tree),
      course.labs.filter(({ slug }) => labs.includes(slug)),
    );
    return [{ id: page.id, title: frontMatter.title, description: frontMatter.description, minutes: total, labs }];
  });
}

/** The labs in the order of the course, each with the lessons that embed it. */
function listingsOf({ labs }: Course, lessons: readonly LessonSummary[]): LabListing[] {
  return labs.map((lab) => ({
    ...labSummary(lab),
    lessons: lessons.flatMap(({ id, title, labs }) => (labs.includes(lab.slug) ? [{ id, title }] : [])),
  }));
}

async function contentLoaded(content: Content, actions: PluginContentLoadedActions, baseUrl: string): Promise<void> {
  const write = (file: string, data: unknown) => actions.createData(file, JSON.stringify(data));
  const files = new Map<string, unknown>(content.course.labs.map((lab) => [`lab--${lab.slug}.json`, labData(lab)]));
  for (const { embeds } of content.pages) {
    for (const { data } of embeds) if (data) files.set(data.file, data.data);
  }
  const lessons = lessonsOf(content);
  const listings = listingsOf(content.course, lessons);
  files.set('lessons.json', lessons);
  files.set('labs.json', listings);
  const paths = new Map<string, string>();
  for (const [file, data] of files) paths.set(file, await write(file, data));
  const dataPath = (file: string): string => paths.get(file) ?? '';
  actions.addRoute({
    path: `${baseUrl}labs`,
    component: '@site/src/components/LabsPage',
    exact: true,
    modules: { labs: dataPath('labs.json') },
  });
  for (const [at, { slug, lessons: usedBy }] of listings.entries()) {
    const neighbour = (other: LabListing | undefined) => other && { slug: other.slug, title: other.title };
    const around = { lessons: usedBy, previous: neighbour(listings[at - 1]), next: neighbour(listings[at + 1]) };
    actions.addRoute({
      path: `${baseUrl}labs/${slug}`,
      component: '@site/src/components/LabPage',
      exact: true,
      modules: { data: dataPath(`lab--${slug}.json`), around: await write(`around--${slug}.json`, around) },
    });
  }
}

/** What pages are made of beside their own file. */
const pageRule = (siteDir: string) => ({
  test: /\.mdx$/,
  include: join(siteDir, 'docs'),
  enforce: 'pre' as const,
  use: [
    {
      loader: join(siteDir, 'src/plugins/course/depends-on.cjs'),
      options: { folders: [join(siteDir, 'labs'), join(siteDir, 'src/figures')] },
    },
  ],
});

/** Docusaurus plugin: reads the labs once, checks all pages against them, and writes what pages show of them. */
export function coursePlugin({ siteDir, baseUrl }: LoadContext): Plugin {
  return {
    name: pluginName,
    loadContent: () => loadContent(siteDir),
    contentLoaded: ({ content, actions }) => contentLoaded(content as Content, actions, baseUrl),
    configureWebpack: () => ({ module: { rules: [pageRule(siteDir)] } }),
    getPathsToWatch: () => [join(siteDir, 'labs/**/*'), join(siteDir, 'docs/**/*.{mdx,yaml}')],
  };
}
