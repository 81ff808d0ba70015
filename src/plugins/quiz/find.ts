import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Lab } from '../../../harness/lab/index.ts';
import { type LoadedQuiz, loadQuiz } from './load.ts';

const ending = '.quiz.yaml';

/** The quizzes of the course, or of the files that are named; each with its lesson. */
export async function loadQuizzes(root: string, labs: readonly Lab[], files = quizFiles(root)): Promise<LoadedQuiz[]> {
  return Promise.all(files.map((shown) => loadQuiz({ file: join(root, shown), shown, lesson: lessonOf(shown), labs })));
}

/** Every quiz file, as a path from the root. */
export function quizFiles(root: string): string[] {
  const found = globSync(`docs/**/*${ending}`, { cwd: root });
  return found.map((path) => path.replaceAll(sep, '/')).sort();
}

/** The id of the lesson that a quiz lies beside. */
export const lessonOf = (file: string): string => file.slice('docs/'.length, -ending.length);
