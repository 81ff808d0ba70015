import { readFile } from 'node:fs/promises';
import type { AuthoringIssue } from '../../../harness/errors.ts';
import { type Lab, parseWith, readYaml, type YamlFile } from '../../../harness/lab/index.ts';
import { answerTo, PredictError } from './predict.ts';
import { type PredictSpec, type QuestionSpec, quizSchema } from './schema.ts';
import { shuffledBy } from './shuffle.ts';
import type { Choice, PredictQuestion, Question, Quiz } from './types.ts';

/** A quiz, or every mistake that its file has. */
export interface LoadedQuiz {
  quiz?: Quiz;
  issues: AuthoringIssue[];
}

interface QuizSource {
  /** The path that messages show. */
  shown: string;
  /** Id of the lesson that the quiz belongs to. */
  lesson: string;
  /** Whose nodes a prediction may take. */
  labs: readonly Lab[];
}

/** Reads the quiz of a lesson and works out its answers. */
export async function loadQuiz({ file, ...source }: QuizSource & { file: string }): Promise<LoadedQuiz> {
  return readQuiz(await readFile(file, 'utf8'), source);
}

/** As `loadQuiz`, of a text. */
export function readQuiz(text: string, { shown, lesson, labs }: QuizSource): LoadedQuiz {
  const file = readYaml(shown, text);
  if (!file.readable) return { issues: file.issues };
  const { data, issues } = parseWith(quizSchema, file);
  if (!data) return { issues: [...file.issues, ...issues] };
  const loaded = data.questions.map((question, at) => loadQuestion(file, question, { at, lesson, labs }));
  const questions = loaded.flatMap(({ question }) => question ?? []);
  const all = [
    ...file.issues,
    ...repeatedIds(file, data.questions),
    ...loaded.flatMap((each) => each.issues),
    ...onlyUniform(file, questions, data.questions),
  ];
  return all.length === 0 ? { quiz: { lesson, questions }, issues: [] } : { issues: all };
}

interface LoadedQuestion {
  question?: Question;
  issues: AuthoringIssue[];
}

interface Place {
  at: number;
  lesson: string;
  labs: readonly Lab[];
}

function loadQuestion(file: YamlFile, spec: QuestionSpec, place: Place): LoadedQuestion {
  const { id, ask, explain, choices, predict } = spec;
  const asked = { id, ask, ...(explain !== undefined && { explain }) };
  if (predict) return loadPrediction(file, asked, { ...place, predict });
  const all = (choices ?? []).map(({ right = false, ...choice }): Choice => ({ ...choice, right }));
  const issues = choiceIssues(file, all, ['questions', place.at, 'choices']);
  const shown = shuffledBy(`${place.lesson} ${id}`, all, ({ text }) => text);
  const several = all.filter(({ right }) => right).length > 1;
  return { question: { kind: 'choice', ...asked, several, choices: shown }, issues };
}

function choiceIssues(file: YamlFile, choices: readonly Choice[], path: readonly PropertyKey[]): AuthoringIssue[] {
  const rights = choices.filter(({ right }) => right).length;
  const repeated = choices.flatMap(({ text }, at) =>
    choices.findIndex((choice) => choice.text === text) < at
      ? [file.issueAt([...path, at, 'text'], 'is the text of a choice above. Expected each choice once.')]
      : [],
  );
  if (rights === 0)
    return [file.issueAt(path, 'has no choice with `right: true`. Expected at least one.'), ...repeated];
  if (rights === choices.length)
    return [file.issueAt(path, 'has only right choices. Expected at least one wrong one.'), ...repeated];
  return repeated;
}

function loadPrediction(
  file: YamlFile,
  asked: Pick<PredictQuestion, 'id' | 'ask' | 'explain'>,
  { at, labs, predict }: Place & { predict: PredictSpec },
): LoadedQuestion {
  try {
    return { question: { kind: 'predict', ...asked, ...answerTo(predict, labs) }, issues: [] };
  } catch (error) {
    if (!(error instanceof PredictError)) throw error;
    return { issues: [file.issueAt(['questions', at, 'predict', error.key], error.message)] };
  }
}

function repeatedIds(file: YamlFile, questions: readonly QuestionSpec[]): AuthoringIssue[] {
  return questions.flatMap(({ id }, at) =>
    questions.findIndex((question) => question.id === id) < at
      ? [file.issueAt(['questions', at, 'id'], `has the question \`${id}\` a second time. Expected it once.`)]
      : [],
  );
}

/** Whoever answers "all" or "none" to everything must be wrong at least once. */
function onlyUniform(file: YamlFile, questions: readonly Question[], specs: readonly QuestionSpec[]): AuthoringIssue[] {
  const predictions = questions.filter((question) => question.kind === 'predict');
  const telling = predictions.some(({ nodes }) => new Set(nodes.map(({ runs }) => runs)).size > 1);
  const at = specs.findIndex(({ predict }) => predict !== undefined);
  if (telling || at < 0 || predictions.length < specs.filter(({ predict }) => predict).length) return [];
  const message =
    'is answered by all nodes or by none, as is every other prediction here. Expected one that tells nodes apart.';
  return [file.issueAt(['questions', at, 'predict'], message)];
}
