import { ClusterError } from '../../errors.ts';
import { containersOf, type Docker, isOurs, type NodeContainer } from '../kind/containers.ts';
import type { Member } from '../kind/pool.ts';
import type { Component } from '../provider.ts';
import { startComponent } from './component.ts';
import { restoreScript, tidyScript } from './files.ts';
import { addressOf, settleIdentity } from './identity.ts';
import type { Journal } from './journal.ts';
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
  const memberOf = ({ name }: NodeContainer) => pool.find(({ container }) => container === name);
  const added = found.filter((container) => !memberOf(container) && isOurs(container, root));
  const mended = await Promise.all(added.map(({ name }) => asked(`removing ${name}`, () => removeMachine($, name))));
  const off = found.flatMap((container) => {
    const member = memberOf(container);
    return member && container.state !== 'running' ? [{ ...member, state: container.state }] : [];
  });
  await asked('starting the nodes that are off', () => switchOn($, off));
  mended.push(...off.map(({ node, state }) => `${node} was ${state}, and runs again`));
  const plane = pool.find(({ role }) => role === 'control-plane')?.container ?? '';
  for (const component of stoppedComponents(journal)) await startComponent($, plane, component);
  return mended;
}

async function removeMachine($: Shell, container: string): Promise<string> {
  await $`docker rm --force --volumes ${container}`;
  return `${container} was removed`;
}

async function switchOn($: Shell, off: readonly (Member & Pick<NodeContainer, 'state'>)[]): Promise<void> {
  const frozen = off.filter(({ state }) => state === 'paused');
  if (frozen.length > 0) await $`docker unpause ${frozen.map(({ container }) => container)}`;
  // The engine hands addresses out in turn, so that each gets its own back when they come in that order.
  const stopped = off.filter(({ state }) => state === 'stopped').sort(byAddress);
  if (stopped.length > 0) await $`docker start ${stopped.map(({ container }) => container)}`;
  await Promise.all(stopped.map((machine) => settleIdentity($, machine)));
  for (const plane of stopped.filter(({ role, ip }) => role === 'control-plane' && ip)) await needAddress($, plane);
}

async function needAddress($: Shell, { container, ip }: Member): Promise<void> {
  const now = await addressOf($, container);
  if (now !== ip)
    throw new ClusterError(
      'E_NODE_ADDRESS',
      `The control plane came back at ${now}, and its certificates are for ${ip}.`,
      {
        next: 'course cluster up --provider kind makes the cluster anew',
      },
    );
}

/** Orders addresses by their numbers: .9 before .10. */
function byAddress({ ip: a = '' }: Member, { ip: b = '' }: Member): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function stoppedComponents(journal: Journal): Component[] {
  const noted = journal.changes().flatMap((entry) => (entry.change === 'component' ? [entry.component] : []));
  return [...new Set(noted)];
}

type FileTools = Pick<UndoTools, '$' | 'journal' | 'pool'>;

/** Puts back files, services and images of the machines on which something was run or put. */
export async function undoTouched({ $, journal, pool }: FileTools): Promise<void> {
  const changes = journal.changes();
  await Promise.all(
    pool.map(async ({ container, node }) => {
      const own = changes.filter((entry) => 'container' in entry && entry.container === container);
      const images = own.flatMap((entry) => (entry.change === 'image' ? [entry.image] : []));
      await asked(`putting back the files of ${node}`, async () => {
        if (own.some(({ change }) => change === 'touched')) await $`docker exec ${container} sh -ec ${restoreScript}`;
        if (images.length > 0) await $`docker exec ${container} ctr --namespace k8s.io images remove ${images}`;
      });
    }),
  );
}

/** Takes away what pods left on any machine, and starts a kubelet or containerd that does not run. */
export async function tidyMachines({ $, pool }: Pick<FileTools, '$' | 'pool'>): Promise<void> {
  await Promise.all(
    pool.map(({ container, node }) => asked(`tidying ${node}`, () => $`docker exec ${container} sh -ec ${tidyScript}`)),
  );
}
