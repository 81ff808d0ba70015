import { ClusterError } from '../../errors.ts';
import { containersOf, type Docker, isOurs, type NodeContainer } from '../kind/containers.ts';
import type { Member } from '../kind/pool.ts';
import type { Component } from '../provider.ts';
import { startComponent } from './component.ts';
import { restoreScript, tidyScript } from './files.ts';
import type { Journal } from './journal.ts';
import { powerUp } from './power.ts';
import { asked, type Shell } from './shell.ts';

export interface UndoTools {
  $: Shell;
  docker: Docker;
  cluster: string;
  root: string;
  journal: Journal;
  pool: readonly Member[];
}

/** Makes the machines those of a fresh cluster, all of them on; says of each thing it mends what it was. */
export async function undoPower({ $, docker, cluster, root, journal, pool }: UndoTools): Promise<string[]> {
  const found = await containersOf(docker, cluster);
  const lost = pool.filter(({ container }) => !found.some(({ name }) => name === container));
  if (lost.length > 0)
    throw new ClusterError('E_NODE_GONE', `The container of ${lost.map(({ node }) => node).join(', ')} is gone.`, {
      next: 'course cluster up --provider kind makes the cluster anew',
    });
  const inPool = (container: NodeContainer) => pool.some(({ container: name }) => name === container.name);
  const added = found.filter((container) => !inPool(container) && isOurs(container, root));
  const mended = await Promise.all([
    ...added.map(({ name }) => asked(`removing ${name}`, () => removeMachine($, name))),
    ...found.flatMap((container) => {
      const node = pool.find((member) => member.container === container.name)?.node;
      return node === undefined ? [] : [asked(`starting ${container.name}`, () => mend($, container, node))];
    }),
  ]);
  const plane = pool.find(({ role }) => role === 'control-plane')?.container ?? '';
  for (const component of stoppedComponents(journal)) await startComponent($, plane, component);
  return mended.filter((text) => text !== undefined);
}

async function removeMachine($: Shell, container: string): Promise<string> {
  await $`docker rm --force --volumes ${container}`;
  return `${container} was removed`;
}

async function mend($: Shell, { name, state }: NodeContainer, node: string): Promise<string | undefined> {
  if (state === 'running') return undefined;
  if (state === 'paused') await $`docker unpause ${name}`;
  else await powerUp($, { container: name, node });
  return `${name} was ${state}, and runs again`;
}

function stoppedComponents(journal: Journal): Component[] {
  const noted = journal.changes().flatMap((entry) => (entry.change === 'component' ? [entry.component] : []));
  return [...new Set(noted)];
}

/** Puts back the files and services of the machines on which something was run, and takes away what pods left on any. */
export async function undoFiles({ $, journal, pool }: Pick<UndoTools, '$' | 'journal' | 'pool'>): Promise<void> {
  const changes = journal.changes();
  await Promise.all(
    pool.map(async ({ container, node }) => {
      const own = changes.filter((entry) => 'container' in entry && entry.container === container);
      const images = own.flatMap((entry) => (entry.change === 'image' ? [entry.image] : []));
      const touched = own.some(({ change }) => change === 'touched');
      const script = touched ? `${restoreScript}\n${tidyScript}` : tidyScript;
      await asked(`putting back the files of ${node}`, async () => {
        await $`docker exec ${container} sh -ec ${script}`;
        if (images.length > 0) await $`docker exec ${container} ctr --namespace k8s.io images remove ${images}`;
      });
    }),
  );
}
