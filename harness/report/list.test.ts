import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCourse } from '../lab/index.ts';
import { runReporters } from './index.ts';
import { renderList } from './list.ts';
import { run, wide } from './test-results.ts';

test('the labs come in columns, in their order', async () => {
  const course = await loadCourse(join(import.meta.dirname, '..', 'lab', 'fixtures', 'valid-minimal'));
  const [only] = course.labs;
  if (!only) throw new Error('Expected a lab.');
  const second = {
    ...only,
    slug: 'logs',
    title: 'A log agent',
    needs: ['nodes' as const, 'kubelet' as const],
    minutes: undefined,
  };
  expect(renderList({ ...course, labs: [only, second] }, wide)).toMatchInlineSnapshot(`
    "A course of one lab: 2 labs

    Placement
    1  only-ssd  Only the SSD nodes  nodes           5 min
    2  logs      A log agent         nodes, kubelet
    "
  `);
});

test('json is the whole result, two spaces in', () => {
  const result = run([]);
  expect(runReporters.json(result)).toBe(`${JSON.stringify(result, null, 2)}\n`);
});
