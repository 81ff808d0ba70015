import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../errors.ts';
import { loadCourse } from '../load.ts';
import { type Files, labFiles, validLab, validManifest, writeLabs } from '../test-labs.ts';
import { unfinished } from './unfinished.ts';

const finishedLab = `# yaml-language-server: $schema=../../static/schemas/lab.schema.json
${validLab.replace('topology:', 'summary: One line.\nminutes: 5\ntopology:').replace(/ {2}typo:[\s\S]*/, '')}${[
  'typo',
  'case',
  'name',
]
  .map(
    (reason) =>
      `  ${reason}:\n    why: People do.\n    fails: { step: apply, code: INTENDED_NODE_NOT_ELIGIBLE, nodes: [worker-1] }\n`,
  )
  .join('')}hints: [Look., Look there.]
`;

const wrong = (reason: string) => `${validManifest}# ${reason}\n`;
const finished = (slug: string): Files => ({
  ...labFiles(slug, finishedLab),
  ...Object.fromEntries(
    ['typo', 'case', 'name'].map((reason) => [`${slug}/traps/${reason}/agent.yaml`, wrong(reason)]),
  ),
  [`${slug}/expected/kwok/apply.txt`]: '$ kubectl apply\n',
});

async function findings(change: (text: string) => string, files: Files = {}, slug = 'x'): Promise<string[]> {
  const dir = await writeLabs({
    'course.yaml': `title: Test\nsections: [{ title: S, labs: [${slug}] }]\n`,
    ...finished(slug),
    [`${slug}/lab.yaml`]: change(finishedLab),
    ...files,
  });
  const [lab] = (await loadCourse(dir)).labs;
  if (!lab) throw new Error('Expected a lab.');
  return (await unfinished(lab, 'kwok')).map(formatIssue);
}

const without = (line: RegExp | string) => (text: string) => {
  const changed = text.replace(line, '');
  if (changed === text) throw new Error(`Expected to find ${line}.`);
  return changed;
};
const onlyTraps = (count: number) =>
  without(new RegExp(`(?: {2}(?:typo|case|name):\\n.*\\n.*\\n){${3 - count}}(?=hints)`));
const gone = (slug: string, ...reasons: string[]): Files =>
  Object.fromEntries(reasons.map((reason) => [`${slug}/traps/${reason}/agent.yaml`, undefined]));

describe('unfinished', () => {
  it('finds nothing in a lab that is finished', async () => {
    expect(await findings((text) => text)).toEqual([]);
  });

  it.each([
    ['no summary', without(/^summary.*\n/m), {}, 'labs/x/lab.yaml:2:1 lacks `summary`'],
    ['no minutes', without(/^minutes.*\n/m), {}, 'labs/x/lab.yaml:2:1 lacks `minutes`'],
    ['no schema line', without(/^#.*\n/), {}, 'labs/x/lab.yaml:1:1 lacks the line that names its schema'],
    ['no reason for a trap', without(/ {4}why.*\n/), {}, 'labs/x/lab.yaml:22:3 lacks `why`'],
    ['no hints', without(/^hints.*\n/m), {}, 'has 0 of the at least 2 hints'],
    ['one hint', without(', Look there.'), {}, 'labs/x/lab.yaml:31:1 has 1 of the at least 2 hints'],
    ['two traps', onlyTraps(2), gone('x', 'name'), 'labs/x/lab.yaml:21:1 has 2 of the at least 3 traps'],
    [
      'something left to do',
      (text: string) => text.replace('One line.', "'TODO: a line'"),
      {},
      'labs/x/lab.yaml:3:11 is left to do: a line',
    ],
    [
      'a manifest that is left to do',
      (text: string) => text,
      { 'x/solution/agent.yaml': `# TODO\n${validManifest}` },
      'labs/x/solution/agent.yaml:1:3 is left to do',
    ],
    [
      'no recording',
      (text: string) => text,
      { 'x/expected/kwok/apply.txt': undefined },
      'labs/x/lab.yaml:14:9 has no recording of step apply on kwok',
    ],
    [
      'a recording made elsewhere only',
      (text: string) => text,
      { 'x/expected/kwok/apply.txt': undefined, 'x/expected/kind/apply.txt': '' },
      'has no recording of step apply on kwok',
    ],
    [
      'a recording of no step',
      (text: string) => text,
      { 'x/expected/kwok/aply.txt': '' },
      'labs/x/expected/kwok/aply.txt records a step that does not exist. Delete it. Did you mean `apply`?',
    ],
    [
      'no timeline though it asks for one',
      (text: string) => text.replace('topology:', 'timeline: true\ntopology:'),
      {},
      'labs/x/lab.yaml:5:1 has no timeline on kwok',
    ],
    [
      'a timeline that nobody asks for',
      (text: string) => text,
      { 'x/expected/kwok/timeline.json': '{}' },
      'labs/x/expected/kwok/timeline.json belongs to nothing',
    ],
    ['a stray file', (text: string) => text, { 'x/notes.md': '' }, 'labs/x/notes.md belongs to nothing'],
    [
      'a trap with a copy of the solution',
      (text: string) => text,
      { 'x/traps/case/agent.yaml': validManifest },
      'labs/x/traps/case/agent.yaml is the same as in the solution',
    ],
  ])('finds %s, and nothing else', async (_, change, files, message) => {
    const found = await findings(change, files);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('leaves the starter what is for the learner to do', async () => {
    expect(await findings((text) => text, { 'x/starter/agent.yaml': `# TODO: yours\n${validManifest}` })).toEqual([]);
  });

  it('asks a lab of the gallery for one trap', async () => {
    const slug = 'gallery-agent';
    expect(await findings(onlyTraps(1), gone(slug, 'case', 'name'), slug)).toEqual([]);
    const none = await findings(without(/^traps:\n[\s\S]*(?=hints)/m), gone(slug, 'typo', 'case', 'name'), slug);
    expect(none).toEqual([expect.stringContaining('has 0 of the at least 1 traps')]);
  });
});
