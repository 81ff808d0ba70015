import type { Member } from '../kind/pool.ts';
import { parseVerbArgs } from './arguments.ts';
import { settleIdentity } from './identity.ts';
import type { Script } from './script.ts';
import { asked, type Shell } from './shell.ts';

/** Pods of a machine that shuts down have this long to end; systemd in a container would otherwise use up all of it. */
export const graceSeconds = 3;

/** `course node stop NODE`: shuts the machine down, as somebody would who presses its power button. */
export const stop: Script = async ({ $, journal }, { node, container, args }) => {
  parseVerbArgs('stop', args, {});
  journal.note({ change: 'power', container });
  await asked(`stopping ${node}`, () => $`docker stop --time ${graceSeconds} ${container}`);
  return `node/${node} stopped\n`;
};

/** `course node start NODE`: powers the machine up again; its kubelet reports to the API server by itself. */
export const start: Script = async ({ $ }, { node, container, args }) => {
  parseVerbArgs('start', args, {});
  await asked(`starting ${node}`, () => powerUp($, { node, container }));
  return `node/${node} started\n`;
};

/** Switches a machine on; one that runs stays as it is. */
export async function powerUp($: Shell, machine: Pick<Member, 'node' | 'container'>): Promise<void> {
  await $`docker start ${machine.container}`;
  await settleIdentity($, machine);
}

/** `course node pause NODE`: freezes everything on the machine, as if it hung or its network were cut. */
export const pause: Script = async ({ $, journal }, { node, container, args }) => {
  parseVerbArgs('pause', args, {});
  journal.note({ change: 'power', container });
  await asked(`pausing ${node}`, () => freeze($, container));
  return `node/${node} paused\n`;
};

const attempts = 20;

/** Freezes a machine. One on which much begins and ends may not hold still at once; the engine then lets go of all of it. */
async function freeze($: Shell, container: string): Promise<void> {
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    const { exitCode, stderr } = await $({ nothrow: true })`docker pause ${container}`;
    if (exitCode === 0) return;
    if (!stderr.includes('unable to freeze')) break;
  }
  await $`docker pause ${container}`;
}

/** `course node unpause NODE`: lets a frozen machine go on where it was. */
export const unpause: Script = async ({ $ }, { node, container, args }) => {
  parseVerbArgs('unpause', args, {});
  await asked(`unpausing ${node}`, () => $`docker unpause ${container}`);
  return `node/${node} unpaused\n`;
};
