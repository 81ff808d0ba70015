import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { findLabs, loadCourse, prepareVariant, variants } from './index.ts';

const fixture = join(import.meta.dirname, 'fixtures', 'valid-minimal');

test('no name finds all labs', async () => {
  expect(findLabs(await loadCourse(fixture), []).map(({ slug }) => slug)).toEqual(['only-ssd']);
});

test('an unknown name is a usage error with the nearest name', async () => {
  const course = await loadCourse(fixture);
  expect(() => findLabs(course, ['only-ssd', 'onyl-ssd'])).toThrowError(
    new UsageError('E_UNKNOWN_LAB', 'Expected a lab named `onyl-ssd` but found none. Did you mean `only-ssd`?', {
      next: 'course list',
    }),
  );
  expect(() => findLabs(course, ['x'])).toThrow('Expected a lab named `x` but found none. There are: only-ssd.');
});

test('a course without labs is a usage error, never an empty success', () => {
  expect(() => findLabs({ title: 'T', labs: [] }, [])).toThrow('Expected at least one lab but found none.');
});

test('variants come as solution, starter, traps; a trap takes what it lacks from the solution', async () => {
  const [lab] = (await loadCourse(fixture)).labs;
  const found = lab ? variants(lab) : [];
  const sources = found.map(({ name, files }) => [name, files[0]?.from.slice(fixture.length + 1)]);
  expect(sources).toEqual([
    ['solution', 'only-ssd/solution/agent.yaml'],
    ['starter', 'only-ssd/starter/agent.yaml'],
    ['traps/selector-case-typo', 'only-ssd/traps/selector-case-typo/agent.yaml'],
    ['traps/relabelled-by-hand', 'only-ssd/solution/agent.yaml'],
  ]);
  expect(found[0]?.fails).toBeUndefined();
  expect(found[3]?.run).toEqual({ apply: 'kubectl label node worker-2 disk=ssd && kubectl apply -f agent.yaml' });
});

test('a variant is copied into an empty folder only', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'variant-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const [lab] = (await loadCourse(fixture)).labs;
  const [solution] = lab ? variants(lab) : [];
  if (!solution) throw new Error('Expected a solution.');
  const dir = join(parent, 'new');
  await prepareVariant(solution, dir);
  expect(await readFile(join(dir, 'agent.yaml'), 'utf8')).toContain('kind: DaemonSet');
  await expect(prepareVariant(solution, dir)).rejects.toThrow(
    `Expected an empty folder at ${dir} but found agent.yaml in it.`,
  );
});
