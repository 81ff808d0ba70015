import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cachePlace, cacheRoot } from './cache.ts';
import { packageRoot } from './package-root.ts';
import { toolchainKey, toolNames, toolSources, versionOf } from './tools.ts';

function goMod(release: string): string {
  return readFileSync(join(packageRoot(), 'offline', release, 'go.mod'), 'utf8');
}

describe('versions.json', () => {
  it.each([
    ['kubernetes', 'k8s.io/kubernetes'],
    ['etcd', 'go.etcd.io/etcd/server/v3'],
    ['kwok', 'sigs.k8s.io/kwok'],
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
    for (const tool of toolNames) {
      const { release, goPackage } = toolSources[tool];
      expect(goMod(release)).toMatch(new RegExp(`^\\s*(?:tool )?${goPackage}$`, 'm'));
    }
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
