import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startChild } from './testing/children.ts';
import { contentOf, startFakeHost, urlOf } from './testing/fake-host.ts';
import { leftovers, temporaryFolder, workbench } from './testing/workbench.ts';
import { toolNames } from './tools.ts';

describe('ensureWith in several processes', () => {
  it('builds each tool once; the others wait, say so, and use what was built', async () => {
    const bench = await workbench({ ONE_PER_NODE_OFFLINE: '1' });
    const log = join(await temporaryFolder(), 'log');
    const children = Array.from({ length: 3 }, () => startChild('ensure-child.ts', [log], bench.env));
    expect(await Promise.all(children.map(({ exited }) => exited))).toEqual([0, 0, 0]);
    expect((await readFile(log, 'utf8')).trim().split('\n')).toEqual([...toolNames]);
    const lines = children.flatMap((child) => child.lines);
    expect(lines.filter((line) => line.includes('"waiting"')).length).toBeGreaterThanOrEqual(1);
    expect(lines.filter((line) => line.includes('"ready"'))).toHaveLength(3);
    expect(await leftovers(bench.place)).toEqual([]);
  });

  it('takes nothing from a download that was killed half way, and finishes it', async () => {
    const host = await startFakeHost();
    onTestFinished(() => host.close());
    const bench = await workbench({ ONE_PER_NODE_MIRROR: host.base });
    host.on(urlOf('kube-scheduler'), (_, response) => void response.writeHead(200).write('half'));
    const child = startChild('ensure-child.ts', ['/dev/null'], bench.env);
    await child.printed(/"downloading","tool":"kube-scheduler"/);
    child.process.kill('SIGKILL');
    await child.exited;
    expect(await leftovers(bench.place)).not.toEqual([]);
    expect(await bench.cached('kube-scheduler')).toBeUndefined();

    host.on(urlOf('kube-scheduler'), (_, response) => response.end(contentOf('kube-scheduler')));
    host.requests.length = 0;
    await bench.ensure();
    expect(bench.built).toEqual([]);
    expect(await bench.cached('kube-scheduler')).toBe(contentOf('kube-scheduler'));
    expect(host.requests.some((path) => path.endsWith('/kube-apiserver'))).toBe(false);
    expect(await leftovers(bench.place)).toEqual([]);
  });
});
