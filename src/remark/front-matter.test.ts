import { describe, expect, it } from 'vitest';
import { lesson, mistakesIn } from './testing.ts';

const change = (from: string | RegExp, to: string) => lesson('Text.').replace(from, to);
const place = 'docs/placement/node-selector.mdx';

describe('the front matter of a lesson', () => {
  it.each([
    ['a missing key', change(/abilities: .*\n/, ''), ':2:1 expects `abilities` to be a list but found nothing.'],
    ['an unknown key', change('abilities:', 'abilitys: 1\nabilities:'), ':4:1 has unknown key `abilitys`.'],
    ['no title', change(/title: A lesson\n/, ''), 'expects `title` to be text but found nothing.'],
    [
      'one ability',
      change('[see the first thing, see the second thing]', '[see]'),
      ':4:12 expects `abilities` to be two to four',
    ],
    [
      'a long description',
      change('What it promises.', 'x'.repeat(161)),
      ':3:14 expects `description` to be at most 160 characters',
    ],
    [
      'no source',
      change(/sources: .*\n/, 'sources: []\n'),
      ':6:10 expects `sources` to be a list with at least one source',
    ],
    [
      'a source without its version',
      change(', version: v1.36', ''),
      'expects `sources[0].version` to be text but found nothing.',
    ],
    [
      'an address of another kind',
      change('https://kubernetes.io/docs/', 'docs'),
      'to be an address that begins with https://',
    ],
    [
      'a lesson that does not exist',
      change('builds_on: []', 'builds_on: [placement/affinty]'),
      ':5:13 builds on `placement/affinty`, which does not exist. Did you mean `placement/affinity`?',
    ],
    ['YAML that cannot be read', change('builds_on: []', 'builds_on: [a'), 'is not valid YAML'],
    [
      'a key twice',
      change('builds_on: []', 'builds_on: []\nbuilds_on: []'),
      ':6:1 has the key `builds_on` a second time.',
    ],
  ])('fails with %s', async (_, source, message) => {
    const mistakes = await mistakesIn(source);
    expect(mistakes.at(0)).toContain(place);
    expect(mistakes.at(0)).toContain(message);
  });

  it('fails when there is none', async () => {
    expect(await mistakesIn('Text.\n\n<Quiz />\n')).toEqual([
      expect.stringContaining(`${place}:1:1 has no front matter.`),
    ]);
  });

  it('may name lessons that exist', async () => {
    expect(await mistakesIn(change('builds_on: []', 'builds_on: [placement/affinity]'))).toEqual([]);
  });
});

describe('the front matter of other pages', () => {
  it('has a title and a description, and nothing of lessons', async () => {
    const page = (front: string) => mistakesIn(`---\n${front}\n---\n`, 'docs/reference/glossary.mdx');
    expect(await page('title: A\ndescription: B')).toEqual([]);
    expect(await page('title: A')).toEqual([expect.stringContaining('expects `description` to be text')]);
    expect(await page('title: A\ndescription: B\nabilities: [c]')).toEqual([
      expect.stringContaining('has unknown key `abilities`'),
    ]);
  });
});
