import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { listLab } from './course-list.ts';

const course = `# the one order
title:   Test # not reformatted
sections:
  - title: Flow
    labs: [a,  b] # two
  - title: Wrapped
    labs: [
      c,
    ]
  - title: Block
    labs:
      - d # the last
      # a comment below

`;

describe('listLab', () => {
  it.each([
    ['Flow', '[a,  b] # two', '[a,  b, new-lab] # two'],
    ['Wrapped', '      c,\n', '      c, new-lab,\n'],
    ['Block', '      - d # the last\n', '      - d # the last\n      - new-lab\n'],
  ])('adds to the end of the section %s and leaves all else as it was', (section, before, after) => {
    expect(listLab(course, 'new-lab', section)).toEqual({ text: course.replace(before, after), section });
  });

  it('takes the last section where none is named', () => {
    expect(listLab(course, 'new-lab').section).toBe('Block');
  });

  it('adds to a file that does not end with a newline', () => {
    const text = 'title: T\nsections:\n- title: A\n  labs:\n  - a';
    expect(listLab(text, 'b').text).toBe(`${text}\n  - b`);
  });

  it.each([
    ['a section that does not exist', () => listLab(course, 'new-lab', 'Blok'), 'Did you mean `Block`?'],
    ['a lab that is listed already', () => listLab(course, 'a', 'Block'), 'lists `a` already'],
    ['what is no course', () => listLab('labs: [a]', 'b'), 'is not a course'],
    [
      'a list that it cannot write to',
      () => listLab('title: T\nsections:\n  - { title: A, labs: &x [a] }\n  - { title: B, labs: *x }', 'b'),
      'no plain list',
    ],
  ])('refuses %s', (_, add, message) => {
    expect(add).toThrow(UsageError);
    expect(add).toThrow(message);
  });
});
