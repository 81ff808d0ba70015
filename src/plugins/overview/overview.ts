import { readFile } from 'node:fs/promises';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import type { Lab } from '../../../harness/lab/index.ts';
import { frontMatter } from '../../remark/front-matter.ts';
import { lessonMinutes } from '../../remark/minutes.ts';
import { pagesBelow } from '../../remark/page.ts';
import { parsePage } from '../../remark/parse.ts';
import { loadQuizzes } from '../quiz/find.ts';
import type { LessonParts, Overview, OverviewLesson } from './types.ts';

interface Course {
  root: string;
  labs: readonly Lab[];
  sidebars: SidebarsConfig;
}

/** The lessons that have a quiz, in the order and under the headings of the sidebar. */
export async function overviewOf({ root, labs, sidebars }: Course): Promise<Overview> {
  const quizzes = (await loadQuizzes(root, labs)).flatMap(({ quiz }) => quiz ?? []);
  const questions = new Map(quizzes.map((quiz) => [quiz.lesson, quiz.questions.map(({ id }) => id)]));
  const pages = new Map((await pagesBelow(root)).map((page) => [page.id, page]));
  const lessonOf = async (id: string): Promise<OverviewLesson[]> => {
    const page = pages.get(id);
    if (!page || !questions.has(id)) return [];
    const source = await readFile(page.file, 'utf8');
    const { title } = frontMatter(parsePage(source, page.shown), page, [...pages.keys()]).data;
    const { reading, labs: slugs } = lessonMinutes(source, labs);
    const embedded = labs.filter(({ slug }) => slugs.includes(slug));
    return [
      {
        id,
        title,
        reading,
        questions: questions.get(id) ?? [],
        labs: embedded.map(({ slug, title: name, minutes = 0 }) => ({ slug, title: name, minutes })),
      },
    ];
  };
  const parts = categoriesOf(sidebars).map(async ({ title, ids }) => ({
    title,
    lessons: (await Promise.all(ids.map(lessonOf))).flat(),
  }));
  return { parts: (await Promise.all(parts)).filter(({ lessons }) => lessons.length > 0) };
}

/** The categories of all sidebars, with the pages that they list by id. */
function categoriesOf(sidebars: SidebarsConfig): { title: string; ids: string[] }[] {
  return Object.values(sidebars)
    .flatMap((items) => (Array.isArray(items) ? items : []))
    .flatMap((item) => {
      if (typeof item !== 'object' || item.type !== 'category' || !Array.isArray(item.items)) return [];
      return [{ title: String(item.label), ids: item.items.filter((inner) => typeof inner === 'string') }];
    });
}

/** The little of it that every page carries. */
export function lessonParts({ parts }: Overview): LessonParts {
  const lessons = parts.flatMap((part) => part.lessons);
  const entries = lessons.map(({ id, questions, labs }) => [id, { questions, labs: labs.map(({ slug }) => slug) }]);
  return { lessons: Object.fromEntries(entries) };
}
