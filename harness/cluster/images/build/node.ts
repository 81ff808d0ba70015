import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../../errors.ts';
import { labelsOf } from '../labels.ts';
import { engineRef, type NodeRecipe } from '../recipe.ts';
import { contentsOf } from './contents.ts';
import type { Workbench } from './workbench.ts';

const containerdStartMs = 30_000;
const pollMs = 100;

/** Loads images into the containerd of a system and makes an image of the result: nodes then start without loading any. */
export async function buildNode(recipe: NodeRecipe, bench: Workbench): Promise<void> {
  const { docker, work } = bench;
  const system = engineRef(bench.recipe(recipe.base));
  const images = recipe.preload.map((name) => engineRef(bench.recipe(name)));
  await docker.run('save', '--output', join(work, 'preload.tar'), ...images);
  const container = 'one-per-node-preload';
  await docker.succeeds('rm', '--force', '--volumes', container);
  const mount = ['--volume', `${work}:/preload:ro`, '--entrypoint', 'sleep'];
  await docker.run(
    'run',
    '--detach',
    '--name',
    container,
    '--privileged',
    '--network',
    'none',
    ...mount,
    system,
    'infinity',
  );
  try {
    await load(container, bench);
    await checkLoaded(container, images, bench);
    await writeFile(join(work, 'sbom.json'), `${JSON.stringify(await contentsOf(recipe, system, bench), null, 1)}\n`);
    await docker.run('cp', join(work, 'sbom.json'), `${container}:/usr/share/one-per-node/sbom.json`);
    const labels = Object.entries(labelsOf(recipe, bench.keyOf(recipe)));
    await docker.run(
      'commit',
      // Commit takes over how this container was started, which is not how a node starts.
      ...['--change', 'ENTRYPOINT ["/usr/local/bin/node-entrypoint", "/sbin/init"]', '--change', 'CMD []'],
      ...labels.flatMap(([name, value]) => ['--change', `LABEL ${name}=${JSON.stringify(value)}`]),
      container,
      engineRef(recipe),
    );
  } finally {
    await docker.succeeds('rm', '--force', '--volumes', container);
  }
}

async function load(container: string, { docker, signal }: Workbench): Promise<void> {
  const ctr = ['exec', container, 'ctr', '--namespace', 'k8s.io'];
  await docker.run('exec', '--detach', container, 'containerd');
  const deadline = Date.now() + containerdStartMs;
  while (!(await docker.succeeds(...ctr, 'version'))) {
    if (Date.now() > deadline)
      throw new ClusterError(
        'E_NODE_IMAGE',
        `Expected containerd in the node image to answer within ${containerdStartMs / 1000} s.`,
      );
    await sleep(pollMs, undefined, { signal });
  }
  await docker.run(
    ...ctr,
    'images',
    'import',
    '--local',
    '--digests=false',
    '--discard-unpacked-layers',
    '/preload/preload.tar',
  );
  // Packed layers are garbage now, and this is what collects it at once.
  await docker.run(...ctr, 'content', 'prune', 'references');
}

/** A node image that lacks one of its images would only be noticed when a cluster does not come up. */
async function checkLoaded(container: string, images: readonly string[], { docker }: Workbench): Promise<void> {
  const listed = await docker.run('exec', container, 'ctr', '--namespace', 'k8s.io', 'images', 'list', '--quiet');
  await docker.run(
    'exec',
    container,
    'sh',
    '-c',
    'pkill -TERM -x containerd; while pgrep -x containerd; do sleep 0.1; done',
  );
  const missing = missingFrom(listed, images);
  if (missing.length === 0) return;
  throw new ClusterError('E_NODE_IMAGE', `Expected ${missing.join(', ')} in the node image but found:\n${listed}`);
}

/** The images that containerd's list lacks; it writes short names in full. */
export function missingFrom(listed: string, images: readonly string[]): string[] {
  const names = new Set(listed.split('\n').map((line) => line.trim()));
  const full = (ref: string) =>
    /^[^/]*[.:][^/]*\//.test(ref) ? ref : `docker.io/${ref.includes('/') ? '' : 'library/'}${ref}`;
  return images.filter((ref) => !names.has(full(ref)));
}
