import { describe, expect, it } from 'vitest';
import { namesOf } from './build/build.ts';
import { bytesNeeded, shortageOf } from './disk.ts';
import { type Inputs, keysOf } from './keys.ts';
import { type ImageState, planImages } from './plan.ts';
import type { BuildRecipe, NodeRecipe, Recipe } from './recipe.ts';

function build(name: string, change: Partial<BuildRecipe> = {}): BuildRecipe {
  return {
    kind: 'build',
    name,
    title: name,
    ref: undefined,
    kept: false,
    dockerfile: 'FROM scratch\n',
    context: [],
    args: {},
    from: {},
    network: false,
    proof: undefined,
    ...change,
  };
}

const system = build('system', { context: [{ kind: 'file', path: 'a', file: '/a' }] });
const part = build('part', { ref: 'part:1', context: [{ kind: 'tool', path: 'b', tool: 'kubelet' }] });
const web = build('web', { ref: 'web:1', kept: true, from: { DEBIAN: 'system' } });
const node: NodeRecipe = {
  kind: 'node',
  name: 'node',
  title: 'node',
  ref: 'node:1',
  kept: true,
  base: 'system',
  preload: ['part'],
};
const recipes: Recipe[] = [system, part, web, node];

const nothing: ImageState = { inEngine: false, archived: false };
const states =
  (known: Record<string, Partial<ImageState>>) =>
  (name: string): ImageState => ({ ...nothing, ...known[name] });
const plan = (names: string[], known: Record<string, Partial<ImageState>> = {}, force = false) =>
  planImages(recipes, { names, force }, states(known)).map(({ kind, recipe }) => `${kind} ${recipe.name}`);

describe('planImages', () => {
  it('builds what an image is made from before it, and saves what is kept', () => {
    expect(plan(['node'])).toEqual(['build system', 'build part', 'build node', 'save node']);
  });

  it('does nothing where all is there, and needs no ingredient for that', () => {
    const there = { inEngine: true, archived: true };
    expect(plan(['web', 'node'], { web: there, node: there })).toEqual([]);
  });

  it('is content with archives in an empty engine, and loads one only to build on it', () => {
    const pause = { ...part, kept: true };
    const all = [system, pause, web, node];
    const archived = { part: { archived: true }, web: { archived: true } };
    const steps = planImages(all, { names: ['part', 'web', 'node'], force: false }, states(archived));
    expect(steps.map(({ kind, recipe }) => `${kind} ${recipe.name}`)).toEqual([
      'build system',
      'load part',
      'build node',
      'save node',
    ]);
    expect(plan(['node', 'web'], { node: { archived: true }, web: { archived: true } })).toEqual([]);
  });

  it('saves again what is in the engine alone', () => {
    expect(plan(['web'], { web: { inEngine: true } })).toEqual(['save web']);
  });

  it('goes on where an interrupted build ended', () => {
    expect(plan(['web', 'node'], { system: { inEngine: true }, web: { inEngine: true, archived: true } })).toEqual([
      'build part',
      'build node',
      'save node',
    ]);
  });

  it('builds all of it anew when forced', () => {
    const there = { inEngine: true, archived: true };
    expect(plan(['web'], { system: there, web: there }, true)).toEqual(['build system', 'build web', 'save web']);
  });
});

describe('namesOf', () => {
  it('knows an image by its name and by its ref', () => {
    expect(namesOf(['web', 'node:1'], recipes)).toEqual(['web', 'node']);
    expect(namesOf([], recipes)).toEqual(['web', 'node']);
  });

  it('refuses what is only an ingredient or does not exist', () => {
    expect(() => namesOf(['part'], recipes)).toThrow(/one of web, node but found part/);
    expect(() => namesOf(['nodes'], recipes)).toThrow(/Did you mean `node`/);
  });
});

describe('keysOf', () => {
  const inputs: Inputs = { platform: 'linux/amd64', fileDigest: (file) => `1 ${file}`, releaseDigest: () => 'r1' };
  const keys = keysOf(recipes, inputs);
  const changed = (change: Partial<Inputs>, all: Recipe[] = recipes) => {
    const others = keysOf(all, { ...inputs, ...change });
    return [...others].filter(([name, key]) => keys.get(name) !== key).map(([name]) => name);
  };

  it('stay equal where nothing changed', () => {
    expect(changed({})).toEqual([]);
  });

  it('change with a file, in all that is made from it', () => {
    expect(changed({ fileDigest: () => '2' })).toEqual(['system', 'web', 'node']);
  });

  it('change with the module that pins a program', () => {
    expect(changed({ releaseDigest: () => 'r2' })).toEqual(['part', 'node']);
  });

  it('change with the platform, and with the recipe', () => {
    expect(changed({ platform: 'linux/arm64' })).toHaveLength(4);
    expect(changed({}, [system, part, { ...web, dockerfile: 'FROM $DEBIAN\n' }, node])).toEqual(['web']);
  });

  it('refuse recipes in the wrong order', () => {
    expect(() => keysOf([web, system], inputs)).toThrow(/system before web/);
  });
});

describe('shortageOf', () => {
  const steps = planImages(recipes, { names: ['node'], force: false }, () => nothing);

  it('lets a disk be that is large enough', () => {
    expect(shortageOf({ folder: '/disk', free: bytesNeeded(steps), needed: bytesNeeded(steps) })).toBeUndefined();
  });

  it('says how much is missing, where, and what to do', () => {
    const error = shortageOf({ folder: '/disk', free: 1e9, needed: 4.2e9 });
    expect(error).toMatchObject({
      code: 'E_DISK_SPACE',
      exitCode: 3,
      next: expect.stringMatching(/ONE_PER_NODE_CACHE/),
    });
    expect(error?.message).toBe('Expected 4.2 GB of free space for images in /disk but found 1.0 GB.');
  });

  it('asks for nothing where nothing is to be done, and for more the more is to be done', () => {
    expect(bytesNeeded([])).toBe(0);
    expect(bytesNeeded(steps)).toBeGreaterThan(bytesNeeded(steps.slice(1)));
  });
});
