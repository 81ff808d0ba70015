import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './house/repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'one-per-node-pack-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules', 'one-per-node');
// The Node that runs this test, then the rest: the programs start with `env node`.
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
const env = { ...process.env, PATH: path, FORCE_COLOR: '0', NODE_OPTIONS: '' };
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
let tarball: string;
let packed: string[];

function program(name: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(join(project, 'node_modules', '.bin', name), args, {
    cwd: project,
    env: { ...env, ...extra },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(() => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, env, stdio: 'pipe' });
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  tarball = join(folder, file ?? 'no tarball');
  packed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((name) => name.replace(/^package\//, ''));
  execFileSync('mkdir', [project]);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: project,
    env,
    stdio: 'pipe',
  });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the npm package', () => {
  it('brings everything that the programs read', () => {
    const course = parse(readFileSync(join(root, 'labs', 'course.yaml'), 'utf8')) as { sections: { labs: string[] }[] };
    const labs = course.sections.flatMap((section) => section.labs);
    expect(labs.length).toBeGreaterThan(0);
    for (const name of labs) expect(packed).toContain(`labs/${name}/lab.yaml`);
    for (const name of [
      'kubernetes',
      'etcd',
      'kwok',
      'kind',
      'containerd',
      'coredns',
      'node-etcd',
      'node-exporter',
      'log-agent',
    ])
      expect(packed).toEqual(expect.arrayContaining([`offline/${name}/go.mod`, `offline/${name}/go.sum`]));
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'offline/images.yaml',
        'offline/images/node/Dockerfile',
        'offline/engine/runc-within-bounds',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'LICENSE-CONTENT',
        'dist/THIRD-PARTY-LICENCES.txt',
        'labs/course.yaml',
        'static/schemas/lab.schema.json',
      ]),
    );
  });

  it('brings nothing else', () => {
    expect(
      packed.filter((name) =>
        /\.m?tsx?$|(^|\/)(tests?|testing|fixtures|harness|scripts|bench|node_modules)\/|\.map$/.test(name),
      ),
    ).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(3_000_000);
  });

  it('names no path of the machine that packed it', () => {
    const telling = [root, folder, process.env.HOME ?? '/root/'].filter((place) => place.length > 1);
    const files = packed.filter((name) => !name.endsWith('/'));
    expect(
      files.filter((name) =>
        telling.some((place) => hasPathBelow(readFileSync(join(installed, name), 'utf8'), place.replace(/\/$/, ''))),
      ),
    ).toEqual([]);
  });

  it('installs alone, without dependencies', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'one-per-node',
    ]);
  });
});

describe('the installed programs', () => {
  it('say their version', () => {
    expect(program('course', ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('find the labs that were packed', () => {
    const { status, stdout, stderr } = program('course', ['list', '--output', 'json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect((JSON.parse(stdout) as { labs: { lab: string }[] }).labs.map(({ lab }) => lab)).toContain('first-daemonset');
  });

  it('show every verb in the help', () => {
    const { status, stdout } = program('course', ['--help']);
    expect(status).toBe(0);
    for (const verb of ['list', 'run', 'explain', 'assert', 'cluster', 'node', 'shell', 'author', 'doctor'])
      expect(stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));
  });

  it('explain DaemonSets as a kubectl plugin', () => {
    const { status, stdout } = program('kubectl-daemonset_explain', ['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('course explain');
    expect(stdout).toContain('--nodes');
  });

  it('load the Kubernetes client from the bundle', () => {
    const { status, stderr } = program('course', [
      'assert',
      'daemonset/agent',
      '--intended',
      'all',
      '--kubeconfig',
      'missing.yaml',
    ]);
    expect(stderr).toContain('missing.yaml');
    expect(stderr).not.toContain('did not foresee');
    expect(status).toBe(2);
  });

  it('refuse an older Node with one line', () => {
    const pretend =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.20.0'}})";
    const { status, stdout, stderr } = program('course', ['list'], { NODE_OPTIONS: `--import=${pretend}` });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^course: expected Node 24\.5 or newer but found 22\.20\.0 at .+\. Next: .+\n$/);
  });
});

/** Whether a text holds a path that begins with this folder: `/host/root/x` does not begin with `/root`. */
function hasPathBelow(text: string, folder: string): boolean {
  return text
    .split(`${folder}/`)
    .slice(0, -1)
    .some((before) => !/[\w.}-]$/.test(before));
}
