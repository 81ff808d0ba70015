import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mentionedPaths } from './house/mentioned-paths.ts';
import { repositoryFiles, root } from './house/repository.ts';

const page = (name: string) => readFileSync(join(root, name), 'utf8');
const scripts = Object.keys((JSON.parse(page('package.json')) as { scripts: object }).scripts);
/** What a page says of every lab it names by its place in the lab. */
const anyLab = join(root, 'labs', 'node-selector');
const foldersIn = (parent: string) => [
  ...new Set(
    repositoryFiles()
      .filter((path) => path.startsWith(parent) && path.slice(parent.length).includes('/'))
      .map((path) => `${parent}${path.slice(parent.length).split('/')[0]}/`),
  ),
];

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (name) => {
  it('names only paths that exist', () => {
    const paths = mentionedPaths(page(name));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(root, path)) && !existsSync(join(anyLab, path)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = [...page(name).matchAll(/(?:^|`|&& )npm (?:run (?:--silent )?)?([a-z][\w:-]*)/gm)].map(
      ([, script = '']) => script,
    );
    const ofNpm = ['ci', 'install', 'pack', 'run'];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((script) => !scripts.includes(script) && !ofNpm.includes(script))).toEqual([]);
  });
});

describe('README.md', () => {
  it('gives the two commands', () => {
    expect(page('README.md')).toContain('npm ci && npm run labs');
    expect(page('README.md')).toContain('npm ci && npm test');
    expect(scripts).toEqual(expect.arrayContaining(['labs', 'test']));
  });
});

describe('the map in CONTRIBUTING.md', () => {
  it('names every folder at the top and every folder of the harness', () => {
    const folders = [...foldersIn(''), ...foldersIn('harness/')];
    expect(folders.length).toBeGreaterThan(10);
    const map = page('CONTRIBUTING.md');
    expect(folders.filter((folder) => !map.includes(`\`${folder}\``))).toEqual([]);
  });

  it('names every test that holds the house', () => {
    const tests = repositoryFiles().filter((path) => /^tests\/[^/]+\.test\.ts$/.test(path));
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((path) => !page('CONTRIBUTING.md').includes(`\`${path}\``))).toEqual([]);
  });
});

describe('mentionedPaths', () => {
  it('finds paths in code and links, not commands, addresses or placeholders', () => {
    const text =
      'See `harness/cli/`, `package.json` and [this](docs/a.md#b), not `npm test`, `labs/<slug>/lab.yaml`, `-o`, `node:fs`, [x](https://a.example/b).\n```\n`c/d.ts`\n```\n';
    expect(mentionedPaths(text)).toEqual(['harness/cli', 'package.json', 'docs/a.md']);
  });
});
