import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../toolchain/package-root.ts';
import { toolSources, versionOf } from '../../toolchain/tools.ts';
import { catalogue, parseCatalogue } from './catalogue.ts';
import { allRecipes, preloadedRefs } from './recipes.ts';

const valid = {
  name: 'web',
  ref: 'nginx:1.22.1',
  title: 'A web server',
  packages: ['nginx'],
  proves: { run: ['nginx', '-v'], prints: '1.22.1' },
};
const text = (...entries: object[]) => JSON.stringify(entries);

describe('parseCatalogue', () => {
  it('takes an image of Debian packages', () => {
    expect(parseCatalogue(text(valid))).toEqual([valid]);
  });

  it.each([
    ['an unknown key', { ...valid, packagse: ['x'] }, /unknown key `packagse`.*packages/],
    ['two ways to make it', { ...valid, dockerfile: true }, /exactly one way/],
    ['no way to make it', { ...valid, packages: undefined }, /exactly one way/],
    ['a tool without a place', { ...valid, packages: undefined, tool: 'agnhost' }, /both tool and path/],
    ['an unknown tool', { ...valid, packages: undefined, tool: 'agnhots', path: '/a' }, /Did you mean `agnhost`/],
    ['no tag', { ...valid, ref: 'nginx' }, /a name with its tag/],
    ['two proofs', { ...valid, proves: { ...valid.proves, source: 'VERSION' } }, /run or source/],
    ['no proof', { ...valid, proves: { prints: '1' } }, /run or source/],
    ['nothing that proves it', { ...valid, proves: undefined }, /`\[0\]\.proves`/],
  ])('refuses %s', (_what, entry, message) => {
    expect(() => parseCatalogue(text(entry))).toThrow(message);
  });

  it('refuses one name for two images', () => {
    expect(() => parseCatalogue(text(valid, { ...valid, ref: 'nginx:1.2' }))).toThrow(/a second time/);
  });

  it('refuses text that is no YAML', () => {
    expect(() => parseCatalogue('- name: [')).toThrow(/offline\/images\.yaml:1/);
  });
});

describe('offline/images.yaml', () => {
  it('claims no public name for a program of another version than the one that is pinned', () => {
    for (const { ref, tool, proves } of catalogue()) {
      const tag = ref.split(':').at(-1)?.replace(/^v/, '') ?? '';
      expect(proves.prints).toContain(tag);
      if (tool !== undefined && tool !== 'agnhost') expect(tag).toBe(versionOf(toolSources[tool].release));
    }
  });

  it('gives every image that we put together ourselves a name of our own', () => {
    const ours = catalogue().filter(({ ref }) => ref.startsWith('one-per-node/'));
    expect(ours.map(({ name }) => name)).toContain('log-agent');
  });
});

describe('allRecipes', () => {
  const recipes = allRecipes();

  it('names each image once', () => {
    expect(new Set(recipes.map(({ name }) => name)).size).toBe(recipes.length);
  });

  it('fills the node with what kubeadm asks for, and with the network', () => {
    const node = recipes.find(({ name }) => name === 'node');
    const preload = node?.kind === 'node' ? node.preload : [];
    const refs = preload.map((name) => recipes.find((recipe) => recipe.name === name)?.ref);
    expect(refs.toSorted()).toEqual([...preloadedRefs, 'registry.k8s.io/pause:3.10.2'].toSorted());
  });

  it('gives the build every build argument that its Dockerfile asks for, and no other', () => {
    for (const recipe of recipes) {
      if (recipe.kind !== 'build') continue;
      const asked = [...recipe.dockerfile.matchAll(/^ARG (\w+)/gm)].map(([, name]) => name);
      expect(asked.toSorted()).toEqual([...Object.keys(recipe.args), ...Object.keys(recipe.from)].toSorted());
    }
  });

  it('writes the images that the node is told of into the files that name them', () => {
    const rootfs = join(packageRoot(), 'offline', 'images', 'node', 'rootfs');
    expect(readFileSync(join(rootfs, 'etc/containerd/config.toml'), 'utf8')).toContain('@PAUSE_IMAGE@');
    expect(readFileSync(join(rootfs, 'kind/manifests/default-cni.yaml'), 'utf8')).toContain('@CNI_IMAGE@');
  });
});
