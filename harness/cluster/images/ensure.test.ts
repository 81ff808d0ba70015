import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dockerError, keysIn } from './docker.ts';
import { archiveOf, ensureWorkloadImages, isBuildable, officialNodeRef, workloadImages } from './ensure.ts';
import { keysOf } from './keys.ts';
import { imagesPlace, keptImage } from './place.ts';
import { allRecipes, preloadedRefs } from './recipes.ts';
import { registryOf, whyNoRegistry } from './registry.ts';

const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';

async function offline(): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), 'one-per-node-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { ONE_PER_NODE_CACHE: folder, ONE_PER_NODE_OFFLINE: '1' };
}

function keep(env: NodeJS.ProcessEnv, name: string, { archive = 'tar', sizeBytes = 3 } = {}): string {
  const kept = keptImage(imagesPlace(env), name, keysOf(allRecipes()).get(name) ?? '');
  mkdirSync(kept.folder, { recursive: true });
  writeFileSync(kept.archive, archive);
  writeFileSync(kept.record, JSON.stringify({ schemaVersion: 1, name, sizeBytes }));
  return kept.archive;
}

/** No engine is asked for these. */
const engine = { host: undefined, env: {}, version: '0', ours: false };

describe('archiveOf', () => {
  it('gives the archive of a built image', async () => {
    const env = await offline();
    const archive = keep(env, 'agnhost');
    expect(archiveOf(agnhost, env)).toBe(archive);
  });

  it('gives none that is cut short, not built or not ours', async () => {
    const env = await offline();
    keep(env, 'agnhost', { sizeBytes: 4 });
    expect(archiveOf(agnhost, env)).toBeUndefined();
    expect(archiveOf('nginx:1.22.1', env)).toBeUndefined();
    expect(archiveOf('nginx:latest', env)).toBeUndefined();
  });
});

describe('ensureWorkloadImages', () => {
  it('gives archives of what is built, each once, and leaves to the node what it holds', async () => {
    const env = await offline();
    const archive = keep(env, 'agnhost');
    const [proxy = ''] = preloadedRefs;
    expect(await ensureWorkloadImages([agnhost, proxy, agnhost], { env, engine })).toEqual([
      { ref: agnhost, archive },
      { ref: proxy, archive: undefined },
    ]);
  });

  it.each([
    [agnhost, /--only agnhost/, /ONE_PER_NODE_OFFLINE is set/],
    ['one-per-node/log-agent:0.149.0', /--only log-agent/, /one-per-node\/log-agent:0\.149\.0/],
    ['vendor.example/agent:7', /offline\/images\.yaml/, /no registry can be asked/],
  ])('says of %s that it is missing, and the command that makes it', async (ref, next, message) => {
    await expect(ensureWorkloadImages([ref], { env: await offline(), engine })).rejects.toMatchObject({
      code: 'E_IMAGE_MISSING',
      exitCode: 3,
      next: expect.stringMatching(next),
      message: expect.stringMatching(message),
    });
  });
});

describe('isBuildable', () => {
  it('knows the images of the catalogue and of the node, and no others', () => {
    for (const { ref } of workloadImages()) expect(isBuildable(ref)).toBe(true);
    expect(isBuildable('registry.k8s.io/kube-proxy:v1.36.3')).toBe(true);
    expect(isBuildable('nginx:1.22')).toBe(false);
  });
});

describe('registries', () => {
  it.each([
    ['nginx:1.22.1', 'https://registry-1.docker.io'],
    ['kindest/node:v1', 'https://registry-1.docker.io'],
    ['docker.io/library/nginx:1', 'https://registry-1.docker.io'],
    ['registry.k8s.io/pause:3.10.2', 'https://registry.k8s.io'],
    ['localhost:5000/x:1', 'https://localhost:5000'],
  ])('%s is asked for at %s', (ref, address) => {
    expect(registryOf(ref)).toBe(address);
  });

  it('are not asked when that is switched off', async () => {
    expect(await whyNoRegistry([agnhost], { env: { ONE_PER_NODE_OFFLINE: '1' } })).toBe('ONE_PER_NODE_OFFLINE is set');
  });

  it('count as unreachable when nothing answers', async () => {
    expect(await whyNoRegistry(['localhost:1/x:1'], { env: {} })).toMatch(/^localhost:1 does not answer/);
  });
});

describe('officialNodeRef', () => {
  it('pins kind’s own image by its digest', () => {
    expect(officialNodeRef).toMatch(/^kindest\/node:v1\.36\.\d+@sha256:[0-9a-f]{64}$/);
  });
});

describe('keysIn', () => {
  it('finds our images by every tag, and takes no other for ours', () => {
    const lines = [
      '["a:1","b:1"]\t{"dev.one-per-node.key":"k1","x":"y"}',
      '["registry.k8s.io/pause:3.10.2"]\tnull',
      '["other:1"]\t{"x":"y"}',
      'null\t{"dev.one-per-node.key":"k2"}',
      '',
    ];
    expect([...keysIn(lines.join('\n'))]).toEqual([
      ['a:1', 'k1'],
      ['b:1', 'k1'],
    ]);
  });
});

describe('dockerError', () => {
  it.each([
    ['write /x: no space left on device', /docker system df/],
    ['Cannot connect to the Docker daemon at unix:///x', /Start the container engine/],
    ['E: Failed to fetch http://deb.debian.org/x', /ONE_PER_NODE_DEBIAN_MIRROR/],
    ['anything else', /Run again/],
  ])('says what to do about: %s', (stderr, next) => {
    const error = dockerError(['build', '--quiet'], `DEPRECATED: the builder\n${stderr}\n`);
    expect(error).toMatchObject({ exitCode: 3, next: expect.stringMatching(next) });
    expect(error.message).not.toContain('DEPRECATED');
  });
});
