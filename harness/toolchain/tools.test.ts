import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cachePlace, cacheRoot } from './cache.ts';
import { packageRoot } from './package-root.ts';
import { type ToolSet, toolchainKey, toolSets, toolSources, versionOf } from './tools.ts';

function goMod(release: string): string {
  return readFileSync(join(packageRoot(), 'offline', release, 'go.mod'), 'utf8');
}

describe('versions.json', () => {
  it.each([
    ['kubernetes', 'k8s.io/kubernetes'],
    ['etcd', 'go.etcd.io/etcd/server/v3'],
    ['kwok', 'sigs.k8s.io/kwok'],
    ['kind', 'sigs.k8s.io/kind'],
    ['containerd', 'github.com/containerd/containerd/v2'],
    ['coredns', 'github.com/coredns/coredns'],
    ['node-etcd', 'go.etcd.io/etcd/server/v3'],
    ['node-exporter', 'github.com/prometheus/node_exporter'],
    ['log-agent', 'go.opentelemetry.io/collector/otelcol'],
  ] as const)('names the version of %s that offline/ pins', (release, module) => {
    const [, pinned] = new RegExp(`^\\s*(?:require )?${module} v(\\S+)`, 'm').exec(goMod(release)) ?? [];
    expect(versionOf(release)).toBe(pinned);
  });

  it('agrees with every staging module of Kubernetes', () => {
    const pinned = [...goMod('kubernetes').matchAll(/=> k8s\.io\/\S+ v(\S+)/g)].map(([, version]) => version);
    expect(pinned.length).toBeGreaterThan(30);
    expect(new Set(pinned)).toEqual(new Set([versionOf('kubernetes').replace(/^1/, '0')]));
  });

  it('is built from packages that the go.mod files list as tools', () => {
    for (const { release, goPackage } of Object.values(toolSources)) {
      expect(goMod(release)).toMatch(new RegExp(`^\\s*(?:tool |module )?${goPackage}$`, 'm'));
    }
  });

  it('pins every release that a folder of offline/ is for, and no other', () => {
    const folders = readdirSync(join(packageRoot(), 'offline'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['engine', 'images'].includes(entry.name))
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual(
      [...new Set(Object.values(toolSources).map(({ release }) => release))].toSorted(),
    );
  });

  it('asks for what kubeadm of the pinned version asks for', () => {
    // From cmd/kubeadm/app/constants/constants.go; `kubeadm config images list` prints them.
    expect({ etcd: versionOf('node-etcd'), coredns: versionOf('coredns') }).toEqual({
      etcd: '3.6.8',
      coredns: '1.14.2',
    });
  });

  it('names a node image of the minor that embedded clusters have', () => {
    const minor = (version: string) => version.split('.').slice(0, 2).join('.');
    expect(minor(versionOf('kind-node'))).toBe(minor(versionOf('kubernetes')));
  });
});

describe('cacheRoot', () => {
  it('prefers ONE_PER_NODE_CACHE, then XDG_CACHE_HOME, then the cache folder of the home', () => {
    const env = { ONE_PER_NODE_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/home/me' };
    expect(cacheRoot(env)).toBe('/a');
    expect(cacheRoot({ ...env, ONE_PER_NODE_CACHE: '' })).toBe('/b/one-per-node');
    const inHome = process.platform === 'darwin' ? 'Library/Caches/one-per-node' : '.cache/one-per-node';
    expect(cacheRoot({ HOME: '/home/me' })).toBe(`/home/me/${inHome}`);
  });

  it('keeps sets apart, so that a control plane never waits for a node image', () => {
    const sets = Object.keys(toolSets) as ToolSet[];
    const folders = sets.map(
      (set) => cachePlace({ ONE_PER_NODE_CACHE: '/a' }, { os: 'linux', arch: 'amd64' }, set).folder,
    );
    expect(new Set(folders).size).toBe(sets.length);
    const all = Object.values(toolSets).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.toSorted()).toEqual(Object.keys(toolSources).toSorted());
  });

  it('keeps versions and platforms apart', () => {
    const key = toolchainKey({ os: 'linux', arch: 'arm64' });
    expect(key).toBe(
      `kubernetes-${versionOf('kubernetes')}_etcd-${versionOf('etcd')}_kwok-${versionOf('kwok')}_linux-arm64`,
    );
    expect(cachePlace({ ONE_PER_NODE_CACHE: '/a' }, { os: 'linux', arch: 'arm64' }).binDir).toBe(
      `/a/toolchain/${key}/bin`,
    );
  });
});
