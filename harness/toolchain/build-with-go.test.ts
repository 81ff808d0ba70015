import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { buildWithGo } from './build-with-go.ts';
import { buildArgs, buildSteps } from './go-plan.ts';
import { goInstallCommand } from './no-go.ts';
import { packageRoot } from './package-root.ts';
import { fakeGo } from './testing/fake-go.ts';
import { leftovers, temporaryFolder, workbench } from './testing/workbench.ts';
import { toolNames, toolSets } from './tools.ts';

const offline = { ONE_PER_NODE_OFFLINE: '1' };
const withGo = { build: buildWithGo };

describe('buildWithGo', () => {
  it('builds each module in its own folder, pinned, without cgo, with the user’s proxy', async () => {
    const go = await fakeGo();
    const bench = await workbench({
      ...offline,
      PATH: go.path,
      GOPROXY: 'https://goproxy.example',
      GOFLAGS: '-mod=mod',
    });
    await bench.ensure({}, withGo);
    expect(await bench.cached('etcd')).toBe('go-built go.etcd.io/etcd/server/v3\n');
    for (const tool of toolNames) expect(await bench.cached(tool)).toContain('go-built');
    const calls = (await readFile(go.log, 'utf8')).trim().split('\n').slice(1);
    for (const call of calls) expect(call).toMatch(/^-mod=readonly\|0\|https:\/\/goproxy\.example\|/);
    const builds = calls.filter((call) => call.includes('|build '));
    expect(builds.map((call) => call.split('|')[3]?.replace(packageRoot(), ''))).toEqual([
      '/offline/kubernetes',
      '/offline/etcd',
      '/offline/kwok',
      '/offline/kubernetes',
      '/offline/kubernetes',
    ]);
    expect(await leftovers(bench.place)).toEqual([]);
  });

  it('counts the packages compiled against all there are, and shows fetching apart', async () => {
    const go = await fakeGo();
    const bench = await workbench({ ...offline, PATH: go.path });
    await bench.ensure({ tools: ['etcd'] }, withGo);
    const tools = ['etcd'];
    expect(bench.events.slice(1, -2)).toEqual([
      { kind: 'building', tools, done: 0, total: 3, pkg: '' },
      { kind: 'fetchingSources', tools, line: 'go: downloading k8s.io/api v0.36.3' },
      { kind: 'building', tools, done: 1, total: 3, pkg: 'a' },
      { kind: 'building', tools, done: 3, total: 3, pkg: '' },
    ]);
  });

  it('says what was tried and what to install when there is no Go', async () => {
    const bench = await workbench({ ...offline, PATH: await temporaryFolder() });
    await expect(bench.ensure({}, withGo)).rejects.toMatchObject({
      code: 'E_NO_GO',
      exitCode: 3,
      message: expect.stringMatching(/switched off by ONE_PER_NODE_OFFLINE\n {2}Go build: there is no `go` on PATH$/),
      next: expect.stringMatching(/Go 1\.26 or newer.*1\.21/),
    });
  });

  it('names a command that installs Go on each system', () => {
    expect(goInstallCommand('darwin')).toBe('brew install go');
    expect(goInstallCommand('linux')).toContain('snap install go');
    expect(goInstallCommand('plan9')).toContain('https://go.dev');
  });

  it('refuses a Go that cannot fetch a newer one', async () => {
    const go = await fakeGo({ version: 'go1.19.8' });
    const bench = await workbench({ ...offline, PATH: go.path });
    await expect(bench.ensure({}, withGo)).rejects.toMatchObject({
      code: 'E_GO_TOO_OLD',
      message: expect.stringContaining('found Go 1.19.8'),
    });
  });

  it('shows the last lines of a build that failed', async () => {
    const go = await fakeGo({ onBuild: 'echo "dial tcp: connection refused" >&2; exit 1' });
    const bench = await workbench({ ...offline, PATH: go.path });
    await expect(bench.ensure({ tools: ['etcd'] }, withGo)).rejects.toMatchObject({
      code: 'E_TOOLCHAIN_BUILD',
      message: expect.stringMatching(/make etcd 3\.\S+ but it ended with 1:[\s\S]*dial tcp: connection refused$/),
      next: expect.stringContaining('GOPROXY'),
    });
    expect(await leftovers(bench.place)).toEqual([]);
  });

  it('says that the disk is full when go says so', async () => {
    const go = await fakeGo({ onBuild: 'echo "link: write: no space left on device" >&2; exit 1' });
    const bench = await workbench({ ...offline, PATH: go.path });
    await expect(bench.ensure({ tools: ['etcd'] }, withGo)).rejects.toMatchObject({
      code: 'E_CACHE_DISK_FULL',
      message: expect.stringMatching(/found a disk full: link: write: no space left on device$/),
    });
  });

  it('ends go and all it started when the signal is aborted, and leaves nothing', async () => {
    const folder = await temporaryFolder();
    const compiler = `(trap 'echo ended > ${folder}/compiler; exit' TERM; sleep 60 & wait) & wait`;
    const go = await fakeGo({ onBuild: compiler });
    const bench = await workbench({ ...offline, PATH: go.path });
    const stop = new AbortController();
    const onEvent = async (event: { kind: string; pkg?: string }) => {
      if (event.pkg !== 'a') return;
      await sleep(200);
      stop.abort();
    };
    await expect(bench.ensure({ signal: stop.signal, onEvent }, withGo)).rejects.toMatchObject({
      code: 'E_INTERRUPTED',
    });
    await vi.waitFor(async () => expect(await readFile(join(folder, 'compiler'), 'utf8')).toBe('ended\n'));
    expect(await leftovers(bench.place)).toEqual([]);
  });
});

describe('buildArgs', () => {
  it('stamps Kubernetes with its version and names etcd’s file', () => {
    const [kubectl, etcd] = buildSteps(['etcd', 'kubectl']);
    if (kubectl === undefined || etcd === undefined) throw new Error('expected two steps');
    expect(buildArgs(kubectl, '/out').join(' ')).toMatch(
      /-X k8s\.io\/component-base\/version\.gitVersion=v1\.36\.3 .*-X k8s\.io\/client-go\/pkg\/version\.gitMinor=36 -o \/out\/kubectl /,
    );
    expect(buildArgs(etcd, '/out').join(' ')).toMatch(/-ldflags -s -w -o \/out\/etcd go\.etcd\.io\/etcd\/server\/v3$/);
  });

  it.each([
    ['containerd', '-X github.com/containerd/containerd/v2/version.Version=v2.3.7 '],
    ['node-exporter', '-X github.com/prometheus/common/version.Version=1.12.1 '],
    ['log-agent', '-X main.version=0.149.0 '],
  ] as const)('stamps %s, which does not know its version otherwise', (tool, flag) => {
    expect(
      buildSteps([tool])
        .flatMap((step) => buildArgs(step, '/out'))
        .join(' '),
    ).toContain(flag);
  });

  it('links what comes from one module in one build, and builds nothing that was not asked for', () => {
    const steps = buildSteps(['kubeadm', 'kubelet', 'kube-proxy', 'containerd', 'ctr']);
    expect(steps.map(({ tools }) => tools)).toEqual([
      ['kubeadm', 'kubelet', 'kube-proxy'],
      ['containerd', 'ctr'],
    ]);
  });

  it('has a step for every tool', () => {
    for (const tool of Object.values(toolSets).flat()) expect(buildSteps([tool])).toHaveLength(1);
  });
});
