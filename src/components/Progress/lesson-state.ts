import { answerIn, type ProgressRecord } from './record.ts';

/** What a lesson asks of a learner. */
export interface LessonTasks {
  id: string;
  /** Ids of its questions. */
  questions: readonly string[];
  /** Slugs of its labs. */
  labs: readonly string[];
}

export type LessonState = 'new' | 'begun' | 'finished';

/** How far a learner is in one lesson: finished once every question is answered right and every lab done. */
export interface LessonProgress {
  state: LessonState;
  right: number;
  /** Labs that are done. */
  done: readonly string[];
}

/** What a record says of one lesson. */
export function progressIn(record: ProgressRecord, { id, questions, labs }: LessonTasks): LessonProgress {
  const answers = questions.map((question) => answerIn(record, id, question));
  const right = answers.filter((answer) => answer?.right).length;
  const done = labs.filter((lab) => record.labs.includes(lab));
  const isFinished = right === questions.length && done.length === labs.length;
  const isBegun = answers.some((answer) => answer) || done.length > 0;
  return { state: isFinished ? 'finished' : isBegun ? 'begun' : 'new', right, done };
}

interface TimedLesson extends Omit<LessonTasks, 'labs'> {
  reading: number;
  labs: readonly { slug: string; minutes: number }[];
}

/** Minutes that are left of some lessons: each text until its quiz is answered, and each lab once until it is done. */
export function minutesLeft(record: ProgressRecord, lessons: readonly TimedLesson[]): number {
  const unread = lessons.filter(({ id, questions }) => questions.some((one) => !answerIn(record, id, one)?.right));
  const labs = new Map(lessons.flatMap((lesson) => lesson.labs.map(({ slug, minutes }) => [slug, minutes])));
  for (const done of record.labs) labs.delete(done);
  const sum = (minutes: Iterable<number>) => [...minutes].reduce((total, each) => total + each, 0);
  return sum(unread.map(({ reading }) => reading)) + sum(labs.values());
}
