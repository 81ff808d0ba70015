import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../errors.ts';
import { loadCourse } from '../load.ts';
import { labFiles, writeLabs } from '../test-labs.ts';
import { scaffoldLab } from './scaffold.ts';
import { unfinished } from './unfinished.ts';

const courseYaml = 'title: Test\nsections: [{ title: S, labs: [x] }] # one\n';
const labsWith = () => writeLabs({ 'course.yaml': courseYaml, ...labFiles('x') });
const schema = '../../static/schemas/lab.schema.json';

describe('scaffoldLab', () => {
  it('writes a lab that loads, and of which nothing is wrong but what it marks and what no run has recorded', async () => {
    const labsDir = await labsWith();
    const { section } = await scaffoldLab({ labsDir, slug: 'new-lab', title: "It's: a #lab", schema });
    expect(section).toBe('S');
    const lab = (await loadCourse(labsDir)).labs.find(({ slug }) => slug === 'new-lab');
    expect(lab).toMatchObject({ title: "It's: a #lab", section: 'S' });
    if (!lab) return;
    const issues = (await unfinished(lab, 'kwok')).map(formatIssue);
    expect(issues.filter((line) => line.includes('is left to do')).length).toBeGreaterThan(10);
    expect(issues.filter((line) => !/is left to do|has no recording of step/.test(line))).toEqual([]);
  });

  it('marks the title as left to do where none is given', async () => {
    const labsDir = await labsWith();
    await scaffoldLab({ labsDir, slug: 'new-lab', schema });
    expect((await loadCourse(labsDir)).labs.at(-1)?.title).toContain('TODO');
  });

  it.each(['New', 'a_b', 'a--b', '-a', '../a', 'a/b', ''])('refuses the name `%s` and writes nothing', async (slug) => {
    const labsDir = await labsWith();
    await expect(scaffoldLab({ labsDir, slug, schema })).rejects.toMatchObject({ code: 'E_SLUG' });
    expect(readFileSync(join(labsDir, 'course.yaml'), 'utf8')).toBe(courseYaml);
  });

  it('refuses a folder that exists, listed or not, and leaves it alone', async () => {
    const labsDir = await labsWith();
    await mkdir(join(labsDir, 'begun'));
    for (const slug of ['x', 'begun'])
      await expect(scaffoldLab({ labsDir, slug, schema })).rejects.toMatchObject({ code: 'E_LAB_EXISTS' });
    expect(existsSync(join(labsDir, 'begun', 'lab.yaml'))).toBe(false);
    expect(readFileSync(join(labsDir, 'course.yaml'), 'utf8')).toBe(courseYaml);
  });

  it('writes nothing when the section does not exist', async () => {
    const labsDir = await labsWith();
    const scaffold = scaffoldLab({ labsDir, slug: 'new-lab', section: 'T', schema });
    await expect(scaffold).rejects.toMatchObject({ code: 'E_SECTION' });
    expect(existsSync(join(labsDir, 'new-lab'))).toBe(false);
  });

  it('refuses a folder without a course', async () => {
    const scaffold = scaffoldLab({ labsDir: '/no/such/folder', slug: 'new-lab', schema });
    await expect(scaffold).rejects.toMatchObject({ code: 'E_NO_COURSE' });
  });
});
