import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterError } from '../../../errors.ts';
import { throwIfInterrupted } from '../../../toolchain/interruption.ts';
import { runTool } from '../../exec.ts';
import { labelsOf } from '../labels.ts';
import { engineRef, type RootfsRecipe } from '../recipe.ts';
import { debianMirror } from './image.ts';
import type { Workbench } from './workbench.ts';

/** Whatever debootstrap starts or mounts ends with it, also when it is interrupted. */
const apart = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Unpacks a Debian system with debootstrap and makes an image of it. */
export async function buildRootfs(recipe: RootfsRecipe, bench: Workbench): Promise<void> {
  const { docker, env, signal, work } = bench;
  if (process.getuid?.() !== 0) throw notRootError();
  const folder = join(work, recipe.name);
  await mkdir(folder, { recursive: true });
  const args = [
    '--variant=minbase',
    `--include=${recipe.include.join(',')}`,
    recipe.suite,
    folder,
    `${debianMirror(env)}/debian`,
  ];
  const { exitCode, stdout, stderr } = await runTool('unshare', [...apart, 'debootstrap', ...args], {
    env,
    ...(signal && { signal }),
  });
  throwIfInterrupted(signal);
  if (exitCode !== 0) throw debootstrapError(stdout, stderr);
  // Fetched packages and indexes are not part of a system; the next apt-get update fetches its own.
  for (const rest of ['var/cache/apt', 'var/lib/apt/lists', 'var/log'])
    await rm(join(folder, rest), { recursive: true, force: true });
  for (const needed of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial', 'var/log'])
    await mkdir(join(folder, needed), { recursive: true });
  const archive = `${folder}.tar`;
  await checked('tar', ['-C', folder, '-cf', archive, '.'], bench);
  const labels = Object.entries(labelsOf(recipe, bench.keyOf(recipe))).flatMap(([name, value]) => [
    '--change',
    `LABEL ${name}=${JSON.stringify(value)}`,
  ]);
  await docker.run('import', ...labels, archive, engineRef(recipe));
  await rm(archive, { force: true });
  await rm(folder, { recursive: true, force: true });
}

async function checked(file: string, args: string[], { env, signal }: Workbench): Promise<void> {
  const { exitCode, stderr } = await runTool(file, args, { env, ...(signal && { signal }) });
  throwIfInterrupted(signal);
  if (exitCode !== 0) throw new ClusterError('E_ROOTFS', `Expected ${file} to succeed but it failed: ${stderr.trim()}`);
}

function notRootError(): ClusterError {
  return new ClusterError(
    'E_NOT_ROOT',
    'Expected root, who alone can unpack a Debian system, but found another user.',
    {
      next: 'Build as root (`sudo npm run offline:images`), or on another machine, and carry the archives here: see offline/README.md.',
    },
  );
}

function debootstrapError(stdout: string, stderr: string): ClusterError {
  const missing = /ENOENT|failed to execute debootstrap/.test(stderr) && stdout === '';
  const said = [...stdout.trim().split('\n'), ...stderr.trim().split('\n')].filter(Boolean).slice(-4).join('\n  ');
  return new ClusterError(
    'E_ROOTFS',
    missing
      ? 'Expected the program debootstrap on PATH but found none.'
      : `Expected debootstrap to succeed but it failed:\n  ${said}`,
    {
      next: missing
        ? 'apt-get install debootstrap'
        : 'Check that this machine reaches the Debian mirror, or set ONE_PER_NODE_DEBIAN_MIRROR to one that it reaches.',
    },
  );
}
