import { describe, expect, it } from 'vitest';
import { lessonMinutes } from './minutes.ts';
import { lesson } from './testing.ts';

const labs = [{ slug: 'a', minutes: 10 }, { slug: 'b', minutes: 4 }, { slug: 'c' }];
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

describe('the minutes of a lesson', () => {
  it('are 200 words each, and those of its labs', () => {
    expect(lessonMinutes(lesson(words(1000)), labs)).toEqual({ reading: 5, labs: [], total: 5 });
    expect(lessonMinutes(lesson(`${words(1000)}\n\n<Lab slug="a" />\n\n<Lab slug="b" />`), labs)).toEqual({
      reading: 5,
      labs: ['a', 'b'],
      total: 19,
    });
  });

  it('count a lab once, one without minutes as none, and none that only a step is shown of', () => {
    const page = lesson('<Lab slug="a" />\n\n<Lab slug="a" />\n\n<Lab slug="c" />\n\n<Step lab="b" id="x" />');
    expect(lessonMinutes(page, labs)).toEqual({ reading: 1, labs: ['a', 'c'], total: 11 });
  });

  it('count words of headings, lists, tables and asides, but no code', () => {
    const page = lesson(
      `## ${words(100)}\n\n- ${words(100)}\n\n| ${words(100)} |\n| --- |\n\n<Aside title="x">\n\n${words(100)}\n\n</Aside>\n\n\`\`\`yaml\n${words(900)}\n\`\`\``,
    );
    expect(lessonMinutes(page, labs).reading).toBe(2);
  });
});
