import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checksumUrlOf, contentOf, type FakeHost, sha256, startFakeHost, tarGz, urlOf } from '../testing/fake-host.ts';
import { leftovers, type Workbench, workbench } from '../testing/workbench.ts';
import { toolNames } from '../tools.ts';

let host: FakeHost;
let bench: Workbench;

beforeEach(async () => {
  host = await startFakeHost();
  bench = await workbench({ ONE_PER_NODE_MIRROR: host.base });
});
afterEach(() => host.close());

const kubectl = { tools: ['kubectl'] as const };

/** Asserts that kubectl came from the Go build because of `reason`, and that nothing of the download is left. */
async function expectBuiltBecause(reason: RegExp): Promise<void> {
  await bench.ensure(kubectl);
  expect(await bench.cached('kubectl')).toBe('built kubectl');
  expect(bench.tried.join('\n')).toMatch(reason);
  expect(await leftovers(bench.place)).toEqual([]);
}

describe('officialDownloads', () => {
  it('downloads every tool, etcd out of its archive, and builds nothing', async () => {
    await bench.ensure();
    expect(bench.built).toEqual([]);
    for (const tool of toolNames) expect(await bench.cached(tool)).toBe(contentOf(tool));
    expect(bench.events).toContainEqual({ kind: 'installed', tool: 'etcd', source: 'download', sizeBytes: 15 });
    expect(await leftovers(bench.place)).toEqual([]);
  });

  it('reports the bytes received and expected', async () => {
    await bench.ensure(kubectl);
    const size = contentOf('kubectl').length;
    expect(bench.events).toContainEqual({
      kind: 'downloading',
      tool: 'kubectl',
      receivedBytes: size,
      totalBytes: size,
    });
  });

  it('refuses a file whose digest is not the published one', async () => {
    host.on(urlOf('kubectl'), (_, response) => response.end('evil'));
    await expectBuiltBecause(/expected sha256 [0-9a-f]{64} of .*kubectl, found [0-9a-f]{64}/);
  });

  it('refuses a file without a published checksum, and does not even fetch it', async () => {
    host.on(checksumUrlOf('kubectl'), (_, response) => response.writeHead(404).end());
    await expectBuiltBecause(/no checksum is published \(.*kubectl\.sha256 answered 404\)/);
    expect(host.requests.map((path) => path.split('/').at(-1))).toEqual(['kubectl.sha256']);
  });

  it('refuses a checksum file that does not name the file', async () => {
    host.on(checksumUrlOf('kubectl'), (_, response) => response.end('<html>log in first</html>'));
    await expectBuiltBecause(/states no sha256/);
  });

  it('builds what the host does not have, and downloads the rest', async () => {
    host.on(urlOf('kubectl'), (_, response) => response.writeHead(404).end());
    await bench.ensure();
    expect(bench.built).toEqual(['kubectl']);
    expect(bench.tried.join()).toMatch(/Download of kubectl: .* answered 404/);
  });

  it('tries a body that ends early once more, then builds', async () => {
    host.on(urlOf('kubectl'), (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await expectBuiltBecause(/the connection broke/);
    expect(host.requests.filter((path) => path.endsWith('kubectl'))).toHaveLength(2);
  });

  it('downloads after a body that ended early once', async () => {
    let calls = 0;
    host.on(urlOf('kubectl'), (_, response) => {
      if (calls++ > 0) return void response.end(contentOf('kubectl'));
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await bench.ensure(kubectl);
    expect(bench.built).toEqual([]);
  });

  it('gives up a download when no bytes flow, and asks that host for nothing more', async () => {
    host.on(urlOf('kubectl'), (_, response) => void response.writeHead(200).write('half'));
    await bench.ensure({ tools: ['kubectl', 'kwok'] });
    expect(bench.built).toEqual(['kubectl', 'kwok']);
    expect(bench.tried.join()).toMatch(/no bytes for 0\.3 s/);
    expect(host.requests.some((path) => path.includes('kwok'))).toBe(false);
  });

  it('lets a slow download run as long as bytes flow', async () => {
    host.on(urlOf('kubectl'), (_, response) => {
      const bytes = [...contentOf('kubectl')];
      const timer = setInterval(() => {
        const next = bytes.shift();
        if (next === undefined) response.end();
        else response.write(next);
        if (next === undefined) clearInterval(timer);
      }, 50);
    });
    await bench.ensure(kubectl);
    expect(bench.built).toEqual([]);
  });

  it('follows redirects', async () => {
    host.on(urlOf('kubectl'), (_, response) => response.writeHead(302, { location: '/cdn/kubectl' }).end());
    host.on('/cdn/kubectl', (_, response) => response.end(contentOf('kubectl')));
    await bench.ensure(kubectl);
    expect(bench.built).toEqual([]);
  });

  it('leaves a redirect loop', async () => {
    host.on(urlOf('kubectl'), (request, response) => response.writeHead(302, { location: request.url }).end());
    await expectBuiltBecause(/redirects more than 5 times/);
  });

  it('does not follow a redirect to another kind of address', async () => {
    host.on(urlOf('kubectl'), (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    await expectBuiltBecause(/redirects to file:.*not https/);
  });

  it('refuses an archive without the binary, and a file that is no archive', async () => {
    for (const body of [tarGz('etcd/elsewhere', 'x'), Buffer.from('not gzip')]) {
      host.on(urlOf('etcd'), (_, response) => response.end(body));
      host.on(checksumUrlOf('etcd'), (_, response) => response.end(sha256(body)));
      bench = await workbench({ ONE_PER_NODE_MIRROR: host.base });
      await bench.ensure({ tools: ['etcd'] });
      expect(bench.tried.join()).toMatch(/holds no etcd-v.*\/etcd|is not a \.tar\.gz/);
      expect(await bench.cached('etcd')).toBe('built etcd');
    }
  });

  it('says once that nothing can be downloaded when the connection is refused, and builds all', async () => {
    await host.close();
    await bench.ensure();
    expect(bench.built).toEqual([...toolNames]);
    expect(bench.events.filter(({ kind }) => kind === 'noNetwork' || kind === 'notDownloaded')).toEqual([
      { kind: 'noNetwork', hosts: [new URL(host.base).host], reason: expect.stringContaining('connection refused') },
    ]);
  });

  it('notices a host that never answers within the probe time', async () => {
    host.on('/', () => undefined);
    const startedAt = performance.now();
    await bench.ensure();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(bench.kinds()).toContain('noNetwork');
    expect(bench.tried.join()).toMatch(/no answer within 1 s/);
  });

  it('refuses a mirror that is no web address', async () => {
    bench = await workbench({ ONE_PER_NODE_MIRROR: 'ftp://mirror' });
    await expect(bench.ensure()).rejects.toMatchObject({ code: 'E_MIRROR', exitCode: 2 });
  });

  it('stops a download and leaves nothing when the signal is aborted', async () => {
    const stop = new AbortController();
    host.on(urlOf('kubectl'), (_, response) => {
      response.writeHead(200).write('half');
      setTimeout(() => stop.abort(), 50);
    });
    await expect(bench.ensure({ ...kubectl, signal: stop.signal })).rejects.toMatchObject({ code: 'E_INTERRUPTED' });
    expect(bench.built).toEqual([]);
    expect(await leftovers(bench.place)).toEqual([]);
  });
});
