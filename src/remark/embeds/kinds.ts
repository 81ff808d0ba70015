import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatIssue } from '../../../harness/errors.ts';
import { parseLines } from '../../components/LabFile/lines.ts';
import { placementData } from '../../components/Placement/data.ts';
import { replayData } from '../../components/Replay/data.ts';
import { topologyData } from '../../components/Topology/data.ts';
import { fileData, labFilePaths } from '../../plugins/course/file-data.ts';
import { labData } from '../../plugins/course/lab-data.ts';
import { stepData } from '../../plugins/course/step-data.ts';
import { loadQuiz } from '../../plugins/quiz/load.ts';
import { isDraft } from '../draft.ts';
import { EmbedError, type EmbedKind, fileName, labOf, pick, type Values } from './kind.ts';

const Lab: EmbedKind = {
  takes: { slug: 'text' },
  required: ['slug'],
  prop: 'data',
  resolve(values, context) {
    const lab = labOf(values, 'slug', context);
    return { file: fileName('lab', lab.slug), data: labData(lab) };
  },
};

const Step: EmbedKind = {
  takes: { lab: 'text', id: 'text', show: 'texts', predict: 'flag' },
  required: ['lab', 'id'],
  prop: 'data',
  resolve(values, context) {
    const lab = labOf(values, 'lab', context);
    const candidates = new Map(lab.steps.map((each) => [each.id, each]));
    const step = pick(values.text('id'), 'id', { what: `step of the lab \`${lab.slug}\``, candidates });
    const commands = new Map([step.run.trimEnd(), ...(step.show ?? [])].map((command) => [command.trimEnd(), command]));
    for (const shown of values.texts('show')) {
      pick(shown, 'show', { what: `command of the step \`${step.id}\``, candidates: commands });
    }
    return { file: fileName('step', lab.slug, step.id), data: stepData(lab, step) };
  },
};

const LabFile: EmbedKind = {
  takes: { lab: 'text', path: 'text', lines: 'text', only: 'text', title: 'text' },
  required: ['lab', 'path'],
  prop: 'data',
  resolve(values, context) {
    const lab = labOf(values, 'lab', context);
    const candidates = new Map(labFilePaths(lab).map((path) => [path, path]));
    const path = pick(values.text('path'), 'path', { what: `file of the lab \`${lab.slug}\``, candidates });
    const data = fileData(lab, path);
    const last = data.text.trimEnd().split('\n').length;
    for (const attribute of ['lines', 'only']) {
      const asked = values.optional(attribute);
      if (asked !== undefined && !parseLines(asked, last)) {
        const message = `expects \`${attribute}\` to be lines such as 3, 3-5 or 3-5,9 of the ${last} in ${path} but found \`${asked}\`.`;
        throw new EmbedError(message, attribute);
      }
    }
    return { file: fileName('file', lab.slug, path), data };
  },
};

const Topology: EmbedKind = {
  takes: { lab: 'text', caption: 'text' },
  required: ['lab'],
  prop: 'data',
  resolve(values, context) {
    const lab = labOf(values, 'lab', context);
    return { file: fileName('topology', lab.slug), data: topologyData(lab) };
  },
};

const Placement: EmbedKind = {
  takes: { lab: 'text', variant: 'text', file: 'text', daemonSet: 'text', caption: 'anything' },
  required: ['lab', 'variant', 'file'],
  prop: 'data',
  async resolve(values, context) {
    const lab = labOf(values, 'lab', context);
    const [variant, file, daemonSet] = [values.text('variant'), values.text('file'), values.optional('daemonSet')];
    const variants = ['starter', 'solution', ...Object.keys(lab.traps).map((reason) => `traps/${reason}`)];
    const candidates = new Map(variants.map((name) => [name, name]));
    pick(variant, 'variant', { what: `variant of the lab \`${lab.slug}\``, candidates });
    const files = new Map(lab.files.map((path) => [path, path]));
    pick(file, 'file', { what: `file of the lab \`${lab.slug}\``, candidates: files });
    const data = await placementData(lab, { variant, file, ...(daemonSet !== undefined && { daemonSet }) });
    return { file: fileName('placement', lab.slug, variant, file, daemonSet), data };
  },
};

const Replay: EmbedKind = {
  takes: { lab: 'text', recording: 'text', caption: 'anything' },
  required: [],
  prop: 'data',
  async resolve(values, context) {
    const recording = values.optional('recording');
    if ((recording === undefined) === (values.optional('lab') === undefined)) {
      throw new EmbedError('expects either `lab` or `recording`.');
    }
    if (recording !== undefined) {
      const folder = join(context.root, 'static/recordings');
      const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
      pick(recording, 'recording', { what: 'recording', candidates: new Map(names.map((name) => [name, name])) });
      return { file: fileName('recording', recording), data: await replayData({ recording, root: context.root }) };
    }
    const recorded = new Map(context.labs.filter(({ timeline }) => timeline).map((lab) => [lab.slug, lab]));
    const { slug } = labOf(values, 'lab', context);
    const lab = pick(slug, 'lab', { what: 'recorded timeline of the lab', candidates: recorded });
    return { file: fileName('replay', slug), data: await replayData({ lab }) };
  },
};

const Quiz: EmbedKind = {
  takes: {},
  required: [],
  prop: 'quiz',
  async resolve(_values, { page, labs }) {
    const file = page.file.replace(/\.mdx?$/, '.quiz.yaml');
    const shown = page.shown.replace(/\.mdx?$/, '.quiz.yaml');
    if (!existsSync(file)) throw new EmbedError(`asks for a quiz, but ${shown} does not exist.`);
    const { quiz, issues } = await loadQuiz({ file, shown, lesson: page.id, labs: [...labs] });
    if (!quiz)
      throw new EmbedError(
        `has a quiz with mistakes:\n${issues.map((issue) => `    ${formatIssue(issue)}`).join('\n')}`,
      );
    return { file: fileName('quiz', page.id), data: quiz };
  },
};

const Figure: EmbedKind = {
  takes: { name: 'text', caption: 'anything' },
  required: ['name', 'caption'],
  module(values, { root }) {
    const names = readdirSync(join(root, 'src/figures')).flatMap((file) => /^([a-z0-9-]+)\.tsx$/.exec(file)?.[1] ?? []);
    const name = values.text('name');
    if (isDraft() && !names.includes(name)) return { prop: 'figure', source: '@site/src/components/Figure/Missing' };
    pick(name, 'name', { what: 'figure', candidates: new Map(names.map((each) => [each, each])) });
    return { prop: 'figure', source: `@site/src/figures/${name}` };
  },
};

const sources = ['S0', 'S1', 'S2', 'S3', 'S4'];

const oneOf = (values: Values, attribute: string, what: string, names: readonly string[]): void => {
  const name = values.optional(attribute);
  if (name !== undefined) pick(name, attribute, { what, candidates: new Map(names.map((each) => [each, each])) });
};

const Claim: EmbedKind = {
  takes: { source: 'text', says: 'anything', holds: 'text' },
  required: ['source', 'says'],
  check(values) {
    oneOf(values, 'source', 'source', sources);
    oneOf(values, 'holds', 'answer', ['no', 'partly', 'yes']);
  },
};

const Aside: EmbedKind = { takes: { title: 'text' }, required: ['title'] };

/** Every component that pages use without importing it. */
export const embedKinds = {
  Lab,
  Step,
  LabFile,
  Topology,
  Placement,
  Replay,
  Figure,
  Quiz,
  Aside,
  Claim,
} satisfies Record<string, EmbedKind>;
