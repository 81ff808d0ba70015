/** What a learner has done, as it is kept and exported. Pure; nothing here knows where it is kept. */

/** How a question was answered. */
export interface AnswerRecord {
  /** How often it was checked until it was right, or so far. */
  tries: number;
  right: boolean;
}

export interface ProgressRecord {
  version: 1;
  /** By the lesson's id, then by the question's. */
  lessons: Readonly<Record<string, Readonly<Record<string, AnswerRecord>>>>;
  /** Labs that the learner has marked as done, by slug. */
  labs: readonly string[];
}

export const nothing: ProgressRecord = { version: 1, lessons: {}, labs: [] };

/** A record from a text that may be anything; undefined when it is no record. Entries that are none are left out. */
export function readRecord(text: string): ProgressRecord | undefined {
  const value = parse(text);
  if (!isMap(value) || value.version !== 1) return undefined;
  const lessons = entriesOf(value.lessons).map(([lesson, answers]) => [
    lesson,
    Object.fromEntries(entriesOf(answers).flatMap(([id, answer]) => (isAnswer(answer) ? [[id, pick(answer)]] : []))),
  ]);
  const labs = Array.isArray(value.labs) ? value.labs.filter((lab) => typeof lab === 'string') : [];
  return { version: 1, lessons: Object.fromEntries(lessons), labs: [...new Set(labs)] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown) => (isMap(value) ? Object.entries(value) : []);
const pick = ({ tries, right }: AnswerRecord): AnswerRecord => ({ tries, right });

function isAnswer(value: unknown): value is AnswerRecord {
  return (
    isMap(value) && Number.isSafeInteger(value.tries) && Number(value.tries) > 0 && typeof value.right === 'boolean'
  );
}

/** What is known of one answer; undefined before the first try. */
export function answerIn(record: ProgressRecord, lesson: string, id: string): AnswerRecord | undefined {
  return Object.hasOwn(record.lessons, lesson) && Object.hasOwn(record.lessons[lesson] ?? {}, id)
    ? record.lessons[lesson]?.[id]
    : undefined;
}

/** After one more try at a question; a right answer stays as it was first given. */
export function withTry(record: ProgressRecord, lesson: string, id: string, right: boolean): ProgressRecord {
  const before = answerIn(record, lesson, id);
  if (before?.right) return record;
  const answer = { tries: (before?.tries ?? 0) + 1, right };
  return { ...record, lessons: { ...record.lessons, [lesson]: { ...record.lessons[lesson], [id]: answer } } };
}

/** Without the answers of one lesson. */
export function withoutLesson(record: ProgressRecord, lesson: string): ProgressRecord {
  const { [lesson]: _, ...lessons } = record.lessons;
  return { ...record, lessons };
}

/** With a lab done, or not done. */
export function withLab(record: ProgressRecord, slug: string, done: boolean): ProgressRecord {
  const others = record.labs.filter((lab) => lab !== slug);
  return { ...record, labs: done ? [...others, slug] : others };
}

/** Two records as one in which nothing is lost: of two answers the better one counts. */
export function merged(one: ProgressRecord, other: ProgressRecord): ProgressRecord {
  const ids = [...new Set([...Object.keys(one.lessons), ...Object.keys(other.lessons)])];
  const lessons = ids.map((lesson) => {
    const [a, b] = [one.lessons[lesson] ?? {}, other.lessons[lesson] ?? {}];
    const questions = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return [lesson, Object.fromEntries(questions.map((id) => [id, better(a[id], b[id])]))];
  });
  return { version: 1, lessons: Object.fromEntries(lessons), labs: [...new Set([...one.labs, ...other.labs])] };
}

function better(a: AnswerRecord | undefined, b: AnswerRecord | undefined): AnswerRecord | undefined {
  if (!a || !b) return a ?? b;
  if (a.right !== b.right) return a.right ? a : b;
  return a.tries <= b.tries === a.right ? a : b;
}
