import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectToolchain } from './inspect.ts';
import { tryLock } from './lock.ts';
import { pruneToolchain } from './prune.ts';
import { fakeGo } from './testing/fake-go.ts';
import { temporaryFolder, workbench } from './testing/workbench.ts';

const offline = { ONE_PER_NODE_OFFLINE: '1' };

describe('inspectToolchain', () => {
  it('tells intact, missing and damaged apart, even where size and time are right, and changes nothing', async () => {
    const go = await fakeGo();
    const bench = await workbench({ ...offline, PATH: go.path });
    const { binaries } = await bench.ensure();
    const before = await stat(binaries.kwok);
    await writeFile(binaries.kwok, 'BUILT kwok');
    await utimes(binaries.kwok, before.atime, before.mtime);
    await rm(binaries.etcd);
    const manifest = await readFile(bench.place.manifest, 'utf8');

    const states = await inspectToolchain({ env: bench.env });
    expect(states.map(({ tool, state }) => `${tool} ${state}`)).toEqual([
      'kube-apiserver intact',
      'kube-controller-manager intact',
      'kube-scheduler intact',
      'kubectl intact',
      'etcd missing',
      'kwok damaged',
      'kwokctl intact',
      'go intact',
    ]);
    expect(states[0]).toMatchObject({ version: '1.36.3', path: binaries['kube-apiserver'], sizeBytes: 20 });
    expect(states[5]?.reason).toMatch(/expected sha256/);
    expect(states[7]).toMatchObject({ version: '1.26.8', path: undefined });
    expect(await readFile(bench.place.manifest, 'utf8')).toBe(manifest);
    expect(await readFile(binaries.kwok, 'utf8')).toBe('BUILT kwok');
  });

  it('creates nothing where there is no cache yet', async () => {
    const folder = await temporaryFolder();
    const env = { ONE_PER_NODE_CACHE: join(folder, 'cache'), PATH: folder };
    const states = await inspectToolchain({ env });
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['missing']));
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('pruneToolchain', () => {
  it('removes other versions only, and none that is being made', async () => {
    const bench = await workbench(offline);
    await bench.ensure({ tools: ['kubectl'] });
    const [old, busy] = ['kubernetes-1.35.0', 'kubernetes-1.37.0'].map((key) => join(bench.place.toolchains, key));
    for (const folder of [old, busy]) {
      await mkdir(join(`${folder}`, 'bin'), { recursive: true });
      await writeFile(join(`${folder}`, 'bin', 'kubectl'), 'x'.repeat(1000));
    }
    const lock = await tryLock(`${busy}.lock`, 'building');
    expect(await pruneToolchain({ env: bench.env })).toEqual({ freedBytes: 1000, removed: [old] });
    await lock?.release();
    expect(await pruneToolchain({ env: bench.env })).toEqual({ freedBytes: 1000, removed: [busy] });
    expect(await bench.cached('kubectl')).toBe('built kubectl');
  });

  it('leaves the other sets of the versions that are pinned', async () => {
    const bench = await workbench(offline);
    await bench.ensure({ set: 'kind' });
    expect(await pruneToolchain({ env: bench.env })).toEqual({ freedBytes: 0, removed: [] });
  });

  it('frees nothing where there is no cache', async () => {
    const env = { ONE_PER_NODE_CACHE: join(await temporaryFolder(), 'cache') };
    expect(await pruneToolchain({ env })).toEqual({ freedBytes: 0, removed: [] });
  });
});
