import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatIssue } from '../../../harness/errors.ts';
import { loadCourse } from '../../../harness/lab/index.ts';
import { lessonOf, loadQuizzes, quizFiles } from './find.ts';
import type { LoadedQuiz } from './load.ts';
import type { Choice, ChoiceQuestion } from './types.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** The most that one habit may answer right. */
const most = 0.6;

const lengthOf = ({ text }: Choice) => text.length;
const rightAt = ({ choices }: ChoiceQuestion) => choices.findIndex(({ right }) => right);
const rightIsLongest = ({ choices }: ChoiceQuestion) =>
  choices.some((choice) => choice.right && lengthOf(choice) === Math.max(...choices.map(lengthOf)));

describe('the quizzes of the course', () => {
  let loaded: LoadedQuiz[] = [];
  beforeAll(async () => {
    const { labs } = await loadCourse(join(root, 'labs'));
    loaded = await loadQuizzes(root, labs);
  }, 60_000);
  const single = () =>
    loaded.flatMap(({ quiz }) =>
      (quiz?.questions ?? []).filter((question) => question.kind === 'choice' && !question.several),
    ) as ChoiceQuestion[];

  it('are without mistakes: each question has its answer', () => {
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.flatMap(({ issues }) => issues.map(formatIssue))).toEqual([]);
  });

  it('lie beside a lesson', () => {
    expect(quizFiles(root).filter((file) => !existsSync(join(root, 'docs', `${lessonOf(file)}.mdx`)))).toEqual([]);
  });

  it('let nobody answer by the place of a choice, or by its length', () => {
    const questions = single();
    const share = (is: (question: ChoiceQuestion) => boolean) => questions.filter(is).length / questions.length;
    for (const at of [0, 1, 2, 3]) expect(share((question) => rightAt(question) === at)).toBeLessThan(most);
    expect(share(rightIsLongest)).toBeLessThan(most);
  });
});
