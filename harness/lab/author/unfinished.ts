import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthoringIssue } from '../../errors.ts';
import { filesBelow } from '../check-files.ts';
import type { Lab } from '../schema.ts';
import { didYouMean } from '../suggest.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { shownFolder, sourceOf } from './place.ts';

/** What a finished lab has at least. */
const least = {
  hints: 2,
  /** Wrong answers: the first rule whose pattern fits the lab's name counts. */
  traps: [
    { slug: /^gallery-/, count: 1 },
    { slug: /^/, count: 3 },
  ],
} as const;

/** A lab's folder as it is read to see what is left to do. */
interface Draft {
  lab: Lab;
  source: YamlFile;
  shown: string;
  /** The text of every file, by its path in the folder. */
  texts: ReadonlyMap<string, string>;
  /** The provider that the lab's output is recorded on. */
  home: string;
}

/** What a lab that loads still lacks before it can be taught: each with its place. `home` is where its output is recorded. */
export async function unfinished(lab: Lab, home: string): Promise<AuthoringIssue[]> {
  const paths = await filesBelow(lab.dir);
  const texts = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(lab.dir, path), 'utf8')] as const)),
  );
  const draft: Draft = { lab, home, texts, shown: shownFolder(lab), source: await sourceOf(lab) };
  return [missingTexts, tooFew, unrecorded, todos, orphans, sameAsSolution].flatMap((find) => find(draft));
}

function missingTexts({ lab, source, texts }: Draft): AuthoringIssue[] {
  const { summary, minutes, traps } = lab;
  const lacks = (what: string, path: Path) => source.issueAt(path, `lacks ${what}.`, 'key');
  const withoutWhy = Object.keys(traps).filter((reason) => traps[reason]?.why === undefined);
  return [
    ...(/^# yaml-language-server: \$schema=\S/.test(texts.get('lab.yaml') ?? '')
      ? []
      : [{ file: source.file, line: 1, col: 1, message: 'lacks the line that names its schema to editors.' }]),
    ...(summary === undefined ? [lacks('`summary`, the lab in one line', ['title'])] : []),
    ...(minutes === undefined ? [lacks('`minutes`, how long a learner needs', ['title'])] : []),
    ...withoutWhy.map((reason) => lacks('`why`: why people fall for this trap, in one sentence', ['traps', reason])),
  ];
}

function tooFew({ lab, source }: Draft): AuthoringIssue[] {
  const { slug, hints = [], traps } = lab;
  const dueTraps = least.traps.find((rule) => rule.slug.test(slug))?.count ?? 0;
  const few = (key: string, found: number, due: number) =>
    found >= due ? [] : [source.issueAt([key], `has ${found} of the at least ${due} ${key} that it needs.`, 'key')];
  return [...few('hints', hints.length, least.hints), ...few('traps', Object.keys(traps).length, dueTraps)];
}

/** The lines that say TODO, as new labs do wherever something has to be written. In the starter it is the learner's. */
function todos({ shown, texts }: Draft): AuthoringIssue[] {
  const ours = [...texts].filter(([path]) => !path.startsWith('starter/'));
  return ours.flatMap(([path, text]) =>
    text.split('\n').flatMap((line, at) => {
      const col = line.search(/\bTODO\b/) + 1;
      if (col === 0) return [];
      const what = line.slice(col - 1).replace(/^TODO:?\s*|['"\s]+$/g, '');
      return [{ file: `${shown}/${path}`, line: at + 1, col, message: `is left to do: ${what}` }];
    }),
  );
}

const recordingOf = (home: string, step: string) => `expected/${home}/${step}.txt`;

const isTimeline = (path: string) => /^expected\/[a-z]+\/timeline\.json$/.test(path);

function unrecorded({ lab, source, texts, home }: Draft): AuthoringIssue[] {
  const untimed = lab.timeline && !texts.has(`expected/${home}/timeline.json`);
  const message = `has no timeline on ${home}. Next: course author record ${lab.slug}`;
  return [
    ...unrecordedSteps({ lab, source, texts, home }),
    ...(untimed ? [source.issueAt(['timeline'], message, 'key')] : []),
  ];
}

function unrecordedSteps({
  lab,
  source,
  texts,
  home,
}: Pick<Draft, 'lab' | 'source' | 'texts' | 'home'>): AuthoringIssue[] {
  return lab.steps.flatMap(({ id }, at) => {
    if (texts.has(recordingOf(home, id))) return [];
    const message = `has no recording of step ${id} on ${home}. Next: course author record ${lab.slug}`;
    return [source.issueAt(['steps', at, 'id'], message)];
  });
}

/** Files that belong to nothing; those in the folders of answers are looked at whenever a lab is loaded. */
function orphans({ lab, shown, texts }: Draft): AuthoringIssue[] {
  const steps = lab.steps.map(({ id }) => id);
  return [...texts.keys()].flatMap((path) => {
    if (path === 'lab.yaml' || /^(solution|starter|traps)\//.test(path)) return [];
    if (lab.timeline && isTimeline(path)) return [];
    const step = /^expected\/[a-z]+\/([^/]+)\.txt$/.exec(path)?.[1];
    if (step !== undefined && steps.includes(step)) return [];
    const why = step === undefined ? 'belongs to nothing' : `records a step that does not exist`;
    return [{ file: `${shown}/${path}`, message: `${why}. Delete it.${step ? didYouMean(step, steps) : ''}` }];
  });
}

/** Files of a trap that say what the solution says, and so would have to be changed with it for ever. */
function sameAsSolution({ lab, shown, texts }: Draft): AuthoringIssue[] {
  return Object.entries(lab.traps).flatMap(([reason, { ownFiles }]) =>
    ownFiles
      .filter((path) => texts.get(`traps/${reason}/${path}`) === texts.get(`solution/${path}`))
      .map((path) => ({
        file: `${shown}/traps/${reason}/${path}`,
        message: 'is the same as in the solution. Delete it: a trap takes what it lacks from there.',
      })),
  );
}
