import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadCourse } from '../harness/lab/index.ts';
import { root } from './house/repository.ts';

it('every step of every lab is recorded where the lab is at home, since a step without a recording compares nothing', async () => {
  const { labs } = await loadCourse(join(root, 'labs'));
  const wanted = labs.flatMap(({ dir, needs, steps }) =>
    steps.map(({ id }) => join(dir, 'expected', needs.includes('kubelet') ? 'kind' : 'kwok', `${id}.txt`)),
  );
  expect(wanted.length).toBeGreaterThan(100);
  expect(wanted.filter((path) => !existsSync(path))).toEqual([]);
});
