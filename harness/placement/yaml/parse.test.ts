import { describe, expect, it } from 'vitest';
import { parseFile, YamlError } from './parse.ts';

const read = (yaml: string) => parseFile(yaml).values;
const scalar = (text: string) => (read(`a: ${text}`)[0] as { a: unknown }).a;

// Every expectation here was read from `kubectl create --dry-run=client -o json` of 1.36.3.
describe('scalars', () => {
  it.each<[string, unknown]>([
    ['yes', true],
    ['y', true],
    ['On', true],
    ['True', true],
    ['tRue', 'tRue'],
    ['no', false],
    ['N', false],
    ['off', false],
    ['~', null],
    ['', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['010', 8],
    ['0o10', 8],
    ['0x10', 16],
    ['0X1f', 31],
    ['0x_1', 1],
    ['0b11', 3],
    ['-0b11', -3],
    ['0b12', '0b12'],
    ['-010', -8],
    ['+010', 8],
    ['08', 8],
    ['09.5', 9.5],
    ['0_1', 1],
    ['1_000', 1000],
    ['1_', 1],
    ['_1', '_1'],
    ['._1', '._1'],
    ['.1_0', 0.1],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['5.', 5],
    ['1.0', 1],
    ['1e3', 1000],
    ['1e', '1e'],
    ['1e400', '1e400'],
    ['-0', 0],
    ['1:30', '1:30'],
    ['190:20:30', '190:20:30'],
    ['2001-01-01', '2001-01-01'],
    ['10.0.0.1', '10.0.0.1'],
    ['0x1G', '0x1G'],
    ['9223372036854775808', 9223372036854776000],
    ['"yes"', 'yes'],
    ["'010'", '010'],
    ['!!str 5', '5'],
    ['!!int "5"', 5],
    ['!!binary aGk=', 'hi'],
    ['!foo bar', 'bar'],
    ['=', '='],
    ['x#y', 'x#y'],
    ['x #y', 'x'],
    ['{1: a, yes: b, 1.5: c, 010: d}', { 1: 'a', true: 'b', 1.5: 'c', 8: 'd' }],
  ])('%s reads as %j', (text, value) => {
    expect(scalar(text)).toEqual(value);
  });

  it.each([
    '.inf',
    '-.Inf',
    '.nan',
    '!!int x',
    '!!bool 5',
    '*nope',
    '&x [*x]',
    '@x',
    '"\\q"',
    '[b, c',
    '{~: x}',
    '{[a]: b}',
  ])('%s is refused', (text) => {
    expect(() => scalar(text)).toThrow(YamlError);
  });
});

describe('maps', () => {
  it('takes the last of a key that is there twice, and says so', () => {
    expect(parseFile('a: 1\nb: 2\na: 3\n')).toEqual({ values: [{ a: 3, b: 2 }], duplicates: [{ key: 'a', line: 3 }] });
  });

  it('merges with << in the order of the text, the first of several maps first', () => {
    const anchors = 'x: &x {a: 2, c: 3}\ny: &y {a: 9, d: 4}\n';
    const of = (text: string) => (read(anchors + text)[0] as Record<string, unknown>).m;
    expect(of('m: {a: 1, <<: *x}')).toEqual({ a: 2, c: 3 });
    expect(of('m: {<<: *x, a: 1}')).toEqual({ a: 1, c: 3 });
    expect(of('m: {<<: [*x, *y]}')).toEqual({ a: 2, c: 3, d: 4 });
    expect(of('m: {"<<": *x}')).toEqual({ '<<': { a: 2, c: 3 } });
  });

  it('does not let a few anchors stand for billions of values', () => {
    const rows = Array.from(
      { length: 12 },
      (_, row) => `a${row + 1}: &a${row + 1} [${Array(10).fill(`*a${row}`).join(', ')}]`,
    );
    expect(() => read(`a0: &a0 x\n${rows.join('\n')}\n`)).toThrow('too many values are repeated by anchors');
  });

  it('keeps __proto__ a key like any other', () => {
    const [value] = read('__proto__: {polluted: x}\n');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('documents', () => {
  it('are parted by lines of three dashes, with a comment at most', () => {
    expect(read('---\na: 1\n--- # next\n\n# nothing here\n---\nb: |\n  x\n---\nc: 3')).toEqual([
      { a: 1 },
      { b: 'x\n' },
      { c: 3 },
    ]);
    expect(() => read('a: 1\n--- b: 2\n')).toThrow(
      new YamlError('only a comment may stand behind ---, not b: 2', 2, 4),
    );
  });

  it('may be empty, or be nothing but comments', () => {
    expect(read('')).toEqual([]);
    expect(read('# only a comment\n---\n')).toEqual([]);
  });

  it('may come with a byte order mark and carriage returns', () => {
    expect(read('\uFEFFa: 1\r\n---\r\nb: 2\r\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('may be a stream of JSON', () => {
    expect(read('{"a": 1}')).toEqual([{ a: 1 }]);
    expect(read('{"a": "}{"}\n{"b": {"c": 2}}\n')).toEqual([{ a: '}{' }, { b: { c: 2 } }]);
  });

  it('may be JSON that only YAML can read', () => {
    expect(read('{"a": 1, b: [yes,]}')).toEqual([{ a: 1, b: [true] }]);
  });

  it('tell the line of a mistake in the file, not in the document', () => {
    const place = (text: string) => {
      try {
        read(text);
        return undefined;
      } catch (error) {
        return error instanceof YamlError ? [error.line, error.col] : error;
      }
    };
    expect(place('a: 1\n---\nb: 2\nc: [d\n')).toEqual([5, 1]);
    expect(place('a: 1\n\tb: 2\n')).toEqual([2, 1]);
    expect(place('a: 1\n---\nb: .inf\n')).toEqual([3, 4]);
  });
});
