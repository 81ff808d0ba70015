import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startChild } from '../testing/children.ts';
import { officialFiles, startFakeHost } from '../testing/fake-host.ts';
import { startFakeProxy } from '../testing/fake-proxy.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { temporaryFolder, workbench } from '../testing/workbench.ts';

it('reaches a plain http mirror through HTTP_PROXY, by a name that only the proxy knows', async () => {
  const host = await startFakeHost();
  const proxy = await startFakeProxy(Number(new URL(host.base).port));
  onTestFinished(async () => {
    proxy.close();
    await host.close();
  });
  const bench = await workbench({ ONE_PER_NODE_MIRROR: 'http://mirror.invalid', HTTP_PROXY: proxy.address });
  await bench.ensure({ tools: ['kubectl'] });
  expect(bench.built).toEqual([]);
  expect(proxy.requests.at(-1)).toMatch(/^GET http:\/\/mirror\.invalid\/dl\.k8s\.io\/.*\/kubectl$/);
});

it('goes past the proxy for a host in NO_PROXY', async () => {
  const host = await startFakeHost();
  onTestFinished(() => host.close());
  const settings = { ONE_PER_NODE_MIRROR: host.base, HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' };
  const bench = await workbench(settings);
  await bench.ensure({ tools: ['kubectl'] });
  expect(bench.built).toEqual([]);
});

it('builds when the proxy cannot be reached', async () => {
  const bench = await workbench({ HTTPS_PROXY: 'http://127.0.0.1:1' });
  await bench.ensure({ tools: ['kubectl'] });
  expect(bench.built).toEqual(['kubectl']);
  expect(bench.kinds()).toContain('noNetwork');
});

it('reaches the official https hosts through HTTPS_PROXY, trusting NODE_EXTRA_CA_CERTS', async () => {
  const { key, cert } = selfSigned(['dl.k8s.io', 'github.com']);
  const files = officialFiles();
  const server = createServer({ key, cert }, (request, response) => {
    const body = files.get(`https://${request.headers.host}${request.url}`);
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startFakeProxy((server.address() as AddressInfo).port);
  onTestFinished(() => {
    proxy.close();
    server.close();
  });
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'ca.pem'), cert);
  const env = { ONE_PER_NODE_CACHE: folder, HTTPS_PROXY: proxy.address };

  const trusting = startChild('ensure-child.ts', [join(folder, 'built')], {
    ...env,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  });
  expect(await trusting.exited).toBe(0);
  expect(trusting.lines.filter((line) => line.includes('"source":"download"'))).toHaveLength(7);
  expect(new Set(proxy.requests)).toEqual(new Set(['CONNECT dl.k8s.io:443', 'CONNECT github.com:443']));

  const wary = startChild('ensure-child.ts', [join(folder, 'built')], {
    ...env,
    ONE_PER_NODE_CACHE: join(folder, '2'),
  });
  expect(await wary.exited).toBe(0);
  expect(wary.lines.filter((line) => line.includes('"source":"go"'))).toHaveLength(7);
});
