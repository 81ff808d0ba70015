import { describe, expect, it } from 'vitest';
import { keysOf, takes } from './keys.ts';
import { escapeText, table } from './markdown.ts';
import { expectationsPage, labFormatPage } from './pages.ts';

describe('escapeText', () => {
  it('leaves nothing that MDX would take for a tag or an expression, and code as it is', () => {
    expect(escapeText('a <b> {c} `{ d: <e> }`')).toBe('a &lt;b> &#123;c} `{ d: <e> }`');
  });
});

describe('table', () => {
  it('keeps a bar from ending a cell, also inside code', () => {
    expect(table(['a'], [['x | `y|z`']])).toBe('| a |\n| --- |\n| x \\| `y\\|z` |');
  });
});

describe('keysOf', () => {
  const choice = { minProperties: 1, maxProperties: 1, properties: { names: { title: 'name' }, labels: {} } };
  const schema = {
    required: ['on'],
    properties: {
      on: { anyOf: [{ const: 'all' }, choice], description: 'where' },
      list: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      each: { type: 'object', additionalProperties: { type: 'object', properties: { why: { type: 'string' } } } },
      waits: { type: 'integer', default: 3 },
    },
  };
  it('goes down into choices, lists and maps of maps', () => {
    const paths = keysOf(schema).map(({ path }) => path);
    expect(paths).toEqual(['on', 'on.names', 'on.labels', 'list', 'list[].id', 'each', 'each.*.why', 'waits']);
  });
  it('says what is required and what holds without a key, but not of the keys of a choice', () => {
    const [on, names] = keysOf(schema);
    expect(on).toMatchObject({ takes: '`all` or map with one of `names` or `labels`', without: '**required**' });
    expect(names).toMatchObject({ takes: 'name', without: '' });
    expect(keysOf(schema).at(-1)).toMatchObject({ takes: 'whole number', without: '`3`' });
  });
  it('stops where a key is described elsewhere', () => {
    expect(keysOf(schema, ['on']).map(({ path }) => path)).not.toContain('on.names');
  });
  it('calls anything what it is', () => {
    expect(takes({})).toBe('anything');
    expect(takes({ type: 'array', items: { title: 'taint' } })).toBe('list: taint');
  });
});

describe('the pages', () => {
  it.each([
    ['lab format', labFormatPage(), 'steps[].run'],
    ['expectations', expectationsPage(), 'OBJECT_STILL_THERE'],
  ])('of the %s are plain Markdown, and hold what they are for', (_title, page, part) => {
    expect(page).toContain(part);
    const prose = page
      .replace(/^\{\/\*.*\*\/\}$/m, '')
      .replaceAll(/```[\s\S]*?```/g, '')
      .replaceAll(/`[^`]*`/g, '');
    expect(prose).not.toMatch(/[<{]/);
    expect(page).not.toContain('undefined');
  });
});
