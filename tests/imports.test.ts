import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenImportRules, order } from './house/import-rules.ts';
import { importsOf } from './house/imports.ts';
import { filesThat, root } from './house/repository.ts';
import { blank } from './house/source-text.ts';

const one = (path: string, text: string) => brokenImportRules([{ path, text }]);

describe('the sources of the harness', () => {
  it('import one way, and do only what their layer may', () => {
    expect(brokenImportRules(filesThat((path) => path.startsWith('harness/') && path.endsWith('.ts')))).toEqual([]);
  });

  it('lie in layers that the order names', () => {
    const folders = readdirSync(join(root, 'harness'), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'node_modules',
    );
    expect(folders.map(({ name }) => name).filter((name) => !order.flat().includes(name))).toEqual([]);
  });
});

describe('brokenImportRules', () => {
  it('fails when there is nothing to check', () => {
    expect(brokenImportRules([])).toHaveLength(1);
    expect(one('harness/lab/find.test.ts', '')).toHaveLength(1);
  });

  it.each([
    [
      'an import upwards',
      'harness/verdict/a.ts',
      "import { run } from '../run/run.ts';",
      'harness/verdict/a.ts:1 imports ../run/run.ts',
    ],
    [
      'a type import upwards',
      'harness/lab/a.ts',
      "import type { A } from '../cluster/api.ts';",
      '`cluster` does not come before `lab`',
    ],
    [
      'a re-export upwards',
      'harness/lab/a.ts',
      "export * from '../report/index.ts';",
      '`report` does not come before `lab`',
    ],
    [
      'a dynamic import upwards',
      'harness/cluster/a.ts',
      "await import('../cli/run.ts');",
      '`cli` does not come before `cluster`',
    ],
    [
      'an import over several lines',
      'harness/lab/a.ts',
      "import {\n  a,\n  b,\n} from '../run/run.ts';",
      'harness/lab/a.ts:4 imports',
    ],
    [
      'an import sideways',
      'harness/grade/a.ts',
      "import { a } from '../workshop/a.ts';",
      '`workshop` does not come before `grade`',
    ],
    ['an import of a test helper', 'harness/lab/a.ts', "import { a } from './testing/a.ts';", 'which is for tests'],
    [
      'an import from outside',
      'harness/lab/a.ts',
      "import { a } from '../../scripts/a.ts';",
      'from outside the harness',
    ],
    ['an unknown layer', 'harness/helpers/a.ts', "import { a } from '../errors.ts';", 'no place in the order'],
    [
      'Node in the placement model',
      'harness/placement/a.ts',
      "import { join } from 'node:path';",
      'placement and verdict are pure',
    ],
    [
      'a package in the placement model',
      'harness/placement/a.ts',
      "import ky from 'ky';",
      'placement and verdict are pure',
    ],
    ['a clock in the verdict', 'harness/verdict/a.ts', 'const at = Date.now();', 'uses `Date.now`'],
    ['a clock inside a template', 'harness/verdict/a.ts', 'const at = `${`${Date.now()}`} s`;', 'uses `Date.now`'],
    ['today in the verdict', 'harness/verdict/a.ts', 'const at = new Date();', 'uses `new Date('],
    ['a timer in the verdict', 'harness/verdict/a.ts', 'setTimeout(() => {}, 1);', 'uses `setTimeout`'],
    [
      'a child process outside go-build',
      'harness/toolchain/a.ts',
      "import { spawn } from 'node:child_process';",
      'which only',
    ],
    ['a child process without node:', 'harness/run/a.ts', "import { spawn } from 'child_process';", 'which only'],
    ['execa outside exec', 'harness/run/a.ts', "import { execa } from 'execa';", 'imports execa, which only'],
    ['zx outside exec', 'harness/cluster/kwok/a.ts', "import { $ } from 'zx';", 'imports zx, which only'],
    ['zx beside the node scripts', 'harness/cluster/kind/a.ts', "import { $ } from 'zx';", 'imports zx, which only'],
    ['execa in the node scripts', 'harness/cluster/kind-node/a.ts', "import { execa } from 'execa';", 'imports execa'],
    [
      'an early load of the client',
      'harness/cluster/a.ts',
      "import { KubeConfig } from '@kubernetes/client-node';",
      'use await import()',
    ],
    ['the client outside cluster', 'harness/observe/a.ts', "await import('@kubernetes/client-node');", 'which only'],
    ['printing outside the command line', 'harness/run/a.ts', "process.stdout.write('x');", 'which only cli/ may'],
    ['the console outside the command line', 'harness/lab/a.ts', "console.log('x');", 'which only cli/ may'],
    ['an exit outside the command line', 'harness/run/a.ts', 'process.exit(1);', 'uses `process.exit`'],
    ['an exit code outside the command line', 'harness/run/a.ts', 'process.exitCode = 1;', 'uses `process.exitCode`'],
    [
      'the environment outside the command line',
      'harness/run/a.ts',
      'const home = process.env.HOME;',
      'uses `process.env`',
    ],
  ])('reports %s', (_, path, text, message) => {
    const found = one(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('reports a Node module that the site would load through another file', () => {
    const found = brokenImportRules([
      { path: 'harness/lab/schema.ts', text: "import { a } from './fields.ts';" },
      { path: 'harness/lab/fields.ts', text: "import { readFileSync } from 'node:fs';" },
    ]);
    expect(found).toEqual(['harness/lab/fields.ts:1 imports node:fs, but the site loads this file in the browser']);
  });

  it('reports a circle', () => {
    const found = brokenImportRules([
      { path: 'harness/run/a.ts', text: "import { b } from './b.ts';" },
      { path: 'harness/run/b.ts', text: "import { a } from './a.ts';" },
    ]);
    expect(found).toEqual([
      'harness/run/a.ts:1 imports itself in a circle: harness/run/a.ts → harness/run/b.ts → harness/run/a.ts',
    ]);
  });

  it.each([
    ['harness/cluster/exec.ts', "import { execa } from 'execa';\nimport { $ } from 'zx';"],
    ['harness/cluster/kind-node/a.ts', "import { $ } from 'zx';"],
    [
      'harness/cluster/api.ts',
      "import type { KubeConfig } from '@kubernetes/client-node';\nawait import('@kubernetes/client-node');",
    ],
    ['harness/toolchain/go-build.ts', "import { spawn } from 'node:child_process';"],
    ['harness/cli/main.ts', "process.exitCode = 1; process.stdout.write(''); import '../run/run.ts';"],
    [
      'harness/verdict/a.ts',
      "// Date.now() is not for us\nconst a = 'process.exit';\nconst b = /console.log('/;\nimport { c } from '../placement/index.ts';",
    ],
    ['harness/run/a.ts', 'const pid = process.pid;'],
  ])('accepts %s as it must be', (path, text) => {
    expect(one(path, text)).toEqual([]);
  });
});

describe('importsOf', () => {
  it('tells types, values and dynamic imports apart', () => {
    const text =
      "import type { A } from 'a';\nimport { type B } from 'b';\nimport { type C, d } from 'c';\nexport type { E } from './e.ts';\nimport 'f';\nawait import('g');\n// import 'h';\n";
    expect(
      importsOf({ path: 'harness/x/y.ts', text }).map(({ specifier, typeOnly, dynamic, line }) => [
        specifier,
        typeOnly,
        dynamic,
        line,
      ]),
    ).toEqual([
      ['a', true, false, 1],
      ['b', true, false, 2],
      ['c', false, false, 3],
      ['./e.ts', true, false, 4],
      ['f', false, false, 5],
      ['g', false, true, 6],
    ]);
  });
});

describe('blank', () => {
  it('leaves code alone, and keeps its place', () => {
    const text = "const a = '//'; // b\nconst c = `x${d /* e */}y`; /f'\\//.test(g); h / i;";
    expect(blank(text, { strings: true }).replace(/ +/g, ' ')).toBe('const a = ; \nconst c = d ; .test(g); h / i;');
    expect(blank(text)).toHaveLength(text.length);
  });
});
