import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Lab, loadCourse } from '../../harness/lab/index.ts';
import { homeOf } from '../../harness/run/choose.ts';
import { findFile } from '../../scripts/site/serve.ts';
import { readLabPage, type ShownLab, type ShownStep } from './support/html.ts';
import { useBrowser, type Visit } from './support/visit.ts';

const { folder, pages } = inject('site');
const { labs } = await loadCourse(join(import.meta.dirname, '..', '..', 'labs'));

/** Words alone: backticks make code, and where a line breaks is for the window to say. */
const words = (text: string) => text.replaceAll('`', '').split(/\s+/).filter(Boolean).join(' ');
const recording = ({ dir, needs }: Lab, step: string) =>
  readFile(join(dir, 'expected', homeOf({ needs }), `${step}.txt`), 'utf8');
/** What is shown, as the transcript that a run writes. */
function shownTranscript({ printed }: ShownStep): string {
  const parts = printed.map(({ command, output }) => {
    const typed = command.split('\n').map((line, at) => `${at === 0 ? '$' : '>'} ${line}`);
    return [...typed, ...(output === '' ? [] : [output])].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

describe('the page of the lab', () => {
  const open = useBrowser();
  let visit: Visit;
  beforeAll(async () => {
    visit = await open('/start');
  });

  it('is there for each lab, and for nothing else', () => {
    const slugs = pages.flatMap((path) => /^\/labs\/(.+)$/.exec(path)?.[1] ?? []);
    expect(slugs).toEqual(labs.map(({ slug }) => slug).sort());
  });

  it.each(labs)('$slug says what lab.yaml says', async (lab) => {
    const html = (await findFile(folder, `/labs/${lab.slug}`))?.body.toString('utf8') ?? '';
    const shown = await readLabPage(visit.page, html, lab.slug);
    expect(words(shown.title)).toBe(words(lab.title));
    expect(words(shown.task)).toBe(words(lab.task));
    expect(shown.hints).toBe(lab.hints?.length ?? 0);
    expect(Object.keys(shown.steps)).toEqual(lab.steps.map(({ id }) => id));
    for (const { id, run } of lab.steps) {
      expect(shown.steps[id]?.command, id).toBe(run.trimEnd());
      expect(shown.steps[id] && shownTranscript(shown.steps[id]), id).toBe(await recording(lab, id));
    }
    await expectFiles(lab, shown);
    for (const { why = '' } of Object.values(lab.traps)) expect(words(shown.traps)).toContain(words(why));
  });
});

/** The learner's files are shown as they are, and those of the solution where they differ. */
async function expectFiles(lab: Lab, shown: ShownLab): Promise<void> {
  for (const path of lab.files) {
    const [starter, solution] = await Promise.all(
      ['starter', 'solution'].map((variant) => readFile(join(lab.dir, variant, path), 'utf8')),
    );
    const due = starter === solution ? [starter] : [starter, solution];
    expect(shown.files[path], path).toEqual(due.map((text) => text?.replace(/\n+$/, '')));
  }
}
