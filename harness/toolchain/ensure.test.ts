import { copyFile, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Interrupted } from '../errors.ts';
import { leftovers, noDownload, temporaryFolder, workbench } from './testing/workbench.ts';
import { toolNames } from './tools.ts';

const offline = { ONE_PER_NODE_OFFLINE: '1' };

describe('ensureWith', () => {
  it('builds every tool into an empty cache and leaves nothing else there', async () => {
    const bench = await workbench(offline);
    const toolchain = await bench.ensure();
    expect(bench.built).toEqual([...toolNames]);
    expect(bench.tried).toEqual(['Download: switched off by ONE_PER_NODE_OFFLINE']);
    expect(toolchain).toMatchObject({ kubernetesVersion: '1.36.3', binDir: bench.place.binDir });
    expect(await readFile(toolchain.binaries.etcd, 'utf8')).toBe('built etcd');
    expect((await stat(toolchain.binaries.etcd)).mode & 0o777).toBe(0o755);
    expect(await leftovers(bench.place)).toEqual([]);
  });

  it('gets another set alone, beside the control plane and not in its way', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure({ set: 'kind' });
    expect(bench.built).toEqual(['kind']);
    expect(Object.keys(binaries)).toEqual(['kind']);
    expect(await readFile(binaries.kind, 'utf8')).toBe('built kind');
    expect(await bench.cached('kubectl')).toBeUndefined();
    expect(binaries.kind).not.toContain(bench.place.folder);
  });

  it('takes an intact cache as it is', async () => {
    const bench = await workbench(offline);
    await bench.ensure();
    bench.events.length = 0;
    await bench.ensure();
    expect(bench.built).toHaveLength(toolNames.length);
    expect(bench.kinds()).toEqual(['looking', 'ready']);
  });

  it('gets only the tools asked for', async () => {
    const bench = await workbench(offline);
    await bench.ensure({ tools: ['kubectl'] });
    expect(bench.built).toEqual(['kubectl']);
  });

  it('notices a binary of the same size whose content changed, says so, and makes only that one again', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure();
    await writeFile(binaries.kwok, 'BUILT kwok');
    await bench.ensure();
    expect(bench.built.slice(toolNames.length)).toEqual(['kwok']);
    expect(bench.events).toContainEqual({ kind: 'damaged', tool: 'kwok', reason: expect.stringContaining('sha256') });
    expect(await bench.cached('kwok')).toBe('built kwok');
  });

  it('notices a replaced binary that kept its size and time, by its inode', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure();
    const wholeSecond = new Date(1_700_000_000_000);
    await utimes(binaries.kwok, wholeSecond, wholeSecond);
    await bench.ensure();
    expect(bench.built).toHaveLength(toolNames.length);
    const other = join(bench.place.root, 'other');
    await writeFile(other, 'BUILT kwok');
    await utimes(other, wholeSecond, wholeSecond);
    await rename(other, binaries.kwok);
    await bench.ensure();
    expect(bench.built.at(-1)).toBe('kwok');
  });

  it('makes a binary again that was cut short', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure();
    await writeFile(binaries.etcd, 'bui');
    await bench.ensure();
    expect(bench.built.at(-1)).toBe('etcd');
    expect(bench.events).toContainEqual({ kind: 'damaged', tool: 'etcd', reason: 'expected 10 bytes, found 3' });
  });

  it('never takes a binary that is not in the manifest', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure({ tools: ['kubectl'] });
    await copyFile(binaries.kubectl, binaries.etcd);
    await bench.ensure({ tools: ['kubectl', 'etcd'] });
    expect(bench.built).toEqual(['kubectl', 'etcd']);
    expect(await bench.cached('etcd')).toBe('built etcd');
  });

  it('makes everything again when the manifest is cut short', async () => {
    const bench = await workbench(offline);
    await bench.ensure({ tools: ['kubectl'] });
    await writeFile(bench.place.manifest, '{"schemaVersion": 1, "bin');
    await bench.ensure({ tools: ['kubectl'] });
    expect(bench.built).toEqual(['kubectl', 'kubectl']);
  });

  it('accepts a cache restored with other times and inodes, and notes them for the next start', async () => {
    const bench = await workbench(offline);
    const { binaries } = await bench.ensure({ tools: ['kubectl'] });
    await copyFile(binaries.kubectl, `${binaries.kubectl}.restored`);
    await rename(`${binaries.kubectl}.restored`, binaries.kubectl);
    const before = await readFile(bench.place.manifest, 'utf8');
    await bench.ensure({ tools: ['kubectl'] });
    expect(bench.built).toEqual(['kubectl']);
    const after = await readFile(bench.place.manifest, 'utf8');
    expect(after).not.toBe(before);
    expect(after).toContain((await stat(binaries.kubectl, { bigint: true })).mtimeNs.toString());
  });

  it('keeps the tools that were finished before the build failed', async () => {
    const bench = await workbench(offline);
    await expect(
      bench.ensure(
        {},
        {
          async build(_, context) {
            await writeFile(join(context.staging, 'kubectl'), 'built kubectl');
            await context.install('kubectl', join(context.staging, 'kubectl'), 'go');
            throw new Error('the compiler broke');
          },
        },
      ),
    ).rejects.toThrow('the compiler broke');
    expect(await leftovers(bench.place)).toEqual([]);
    await bench.ensure();
    expect(bench.built).not.toContain('kubectl');
  });

  it('stops at once when the signal was aborted before', async () => {
    const bench = await workbench(offline);
    await expect(bench.ensure({ signal: AbortSignal.abort() })).rejects.toThrow(Interrupted);
    expect(bench.built).toEqual([]);
  });

  it('names the folder and ONE_PER_NODE_CACHE when the cache cannot be written', async () => {
    const file = join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    const bench = await workbench({ ...offline, ONE_PER_NODE_CACHE: join(file, 'cache') });
    await expect(bench.ensure()).rejects.toMatchObject({
      code: 'E_CACHE_NOT_WRITABLE',
      exitCode: 3,
      message: expect.stringContaining(join(file, 'cache')),
      next: expect.stringContaining('ONE_PER_NODE_CACHE'),
    });
  });

  it('names the folder and ONE_PER_NODE_CACHE when the disk is full', async () => {
    const bench = await workbench(offline);
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const build = () => Promise.reject(full);
    await expect(bench.ensure({}, { download: noDownload, build })).rejects.toMatchObject({
      code: 'E_CACHE_DISK_FULL',
      message: expect.stringContaining(bench.place.root),
      next: expect.stringContaining('ONE_PER_NODE_CACHE'),
    });
  });
});
