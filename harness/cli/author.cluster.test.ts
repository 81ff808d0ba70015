import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { controlPlane } from '../cluster/testing/control-plane.ts';
import { course, type Said } from './testing/course.ts';
import { apply, writeTestLabs } from './testing/labs.ts';
import { agent } from './testing/wrong-answers.ts';

controlPlane('test-author');
const misspelt = { ...agent(), spec: { ...(agent() as { spec: object }).spec, updateStrategie: {} } };
const harmless = agent();
const later = { ...apply, id: 'later', run: 'kubectl apply -f later.yaml' };
const labs = writeTestLabs({
  harmless: { starter: harmless },
  refused: { lab: { files: ['agent.yaml', 'later.yaml'], steps: [apply, later] } },
  kubelet: { lab: { needs: ['kubelet'] } },
});
for (const answer of ['solution', 'starter'])
  writeFileSync(
    join(labs.dir, 'refused', answer, 'later.yaml'),
    JSON.stringify(answer === 'starter' ? misspelt : agent()),
  );
afterAll(() => labs.remove());

const author = (verb: string, ...args: string[]): Promise<Said> =>
  course(['author', verb, ...args, '--labs', labs.dir, ...(verb === 'new' ? [] : ['--cluster', 'test-author'])], {
    env: { DOCKER_HOST: 'unix:///no/such/engine' },
  });
const findingsOf = ({ stdout }: Said) => stdout.split('\n').filter((line) => /^\S+\/\S+ /.test(line));

/** Does what a new lab says is to do, with words that say nothing. */
function finish(slug: string): void {
  const dir = join(labs.dir, slug);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/TODO:?/g, 'Done'));
  }
}

describe('author', () => {
  it('new writes a lab that runs, in which check finds only what is to do; done and recorded, check finds nothing', async () => {
    expect(await author('new', 'new-lab', '--title', 'Fresh')).toMatchObject({ exitCode: 0 });
    const begun = await author('check', 'new-lab');
    expect(begun).toMatchObject({ exitCode: 2 });
    expect(begun.stdout).toContain('5 passed, 0 failed');
    expect(findingsOf(begun).filter((line) => !/is left to do|has no recording/.test(line))).toEqual([]);
    finish('new-lab');
    expect(await author('record', 'new-lab')).toMatchObject({ exitCode: 0 });
    const ended = await author('check', 'new-lab');
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.stdout).toContain('No findings.');
    rmSync(join(labs.dir, 'new-lab', 'expected', 'kwok', 'grow.txt'));
    expect(findingsOf(await author('check', 'new-lab'))).toEqual([
      expect.stringContaining('has no recording of step grow on kwok'),
    ]);
  });

  it('check finds a starter that does not fail, at the line that declares it', async () => {
    const said = await author('check', 'harmless');
    expect(said.exitCode).toBe(2);
    expect(findingsOf(said)).toContainEqual(
      expect.stringMatching(/harmless\/lab\.yaml:\d+:\d+ starter: expected to fail at step apply.*every step passed/),
    );
  });

  it('check finds a manifest that the API server would refuse, although no run ever sends it', async () => {
    const said = await author('check', 'refused');
    expect(said.exitCode).toBe(2);
    expect(said.stdout).toContain('2 passed, 0 failed');
    expect(findingsOf(said).filter((line) => line.includes('refused by the API server'))).toEqual([
      expect.stringMatching(/refused\/starter\/later\.yaml is refused.*updateStrategie/),
    ]);
  });

  it('check says that a lab was not run, looks at its files all the same, and is no success where nothing ran', async () => {
    const said = await author('check', 'kubelet');
    expect(said.exitCode).toBe(2);
    expect(said.stdout).toContain('takes a kind cluster.');
    expect(said.stdout).toContain('kubelet was checked without running');
    expect(findingsOf(said)).toContainEqual(expect.stringContaining('has no recording of step apply on kind'));
  });
});
