import { readFile, rm } from 'node:fs/promises';
import { withLock } from '../../toolchain/lock.ts';
import { runTool } from '../exec.ts';
import { endProcesses, processesRunning } from '../processes.ts';
import { isDaemonOf } from './arguments.ts';
import { type EngineOptions, findEngine, ownHost } from './find.ts';
import { restoreNetwork } from './network.ts';
import { type EnginePlace, enginePlace } from './place.ts';

/** dockerd stops its containers first, each of which may take its ten seconds. */
const graceMs = 30_000;

/** Ends the engine that `startEngine` started, with its containers and what it left; false when none runs. Images stay. */
export async function stopEngine(options: EngineOptions): Promise<boolean> {
  const place = enginePlace(options.env);
  const { signal } = options;
  return withLock(place.lock, { what: 'ending the container engine', ...(signal && { signal }) }, async () => {
    const daemons = await processesRunning((program, args) => isDaemonOf(place, program, args));
    if (daemons.length > 0) await emptyEngine(options);
    await endProcesses(daemons, graceMs);
    await endProcesses(await containerdOf(place));
    await unmountBelow(place.folder);
    await restoreNetwork(place);
    for (const left of [place.pidFile, place.socket, place.execRoot]) await rm(left, { recursive: true, force: true });
    return daemons.length > 0;
  });
}

/** Containers and networks go before the engine does: afterwards nobody could remove their bridges. */
async function emptyEngine({ env, signal }: EngineOptions): Promise<void> {
  const asOurs = { ...env, DOCKER_HOST: ownHost(env) };
  if ((await findEngine({ env: asOurs, signal })).kind === 'none') return;
  const docker = async (...args: string[]) => (await runTool('docker', args, { env: asOurs })).stdout;
  const containers = (await docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
  const networks = await docker('network', 'ls', '--filter', 'type=custom', '--format', '{{.Name}}');
  for (const network of networks.split('\n').filter(Boolean)) await docker('network', 'rm', network);
}

/** containerd and its shims outlive a dockerd that was killed. */
async function containerdOf({ execRoot }: EnginePlace): Promise<number[]> {
  return processesRunning(
    (program, args) => /containerd(?:-shim\S*)?$/.test(program) && args.some((arg) => arg.startsWith(execRoot)),
  );
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  for (const target of mountsBelow(folder, mounts)) await runTool('umount', ['--lazy', target]);
}

/** The mount points below a folder, innermost first, from the text of /proc/self/mounts. */
export function mountsBelow(folder: string, mounts: string): string[] {
  return mounts
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    .filter((target) => target.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}
