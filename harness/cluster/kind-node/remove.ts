import { parseVerbArgs } from './arguments.ts';
import { graceSeconds } from './power.ts';
import type { Script } from './script.ts';
import { asked } from './shell.ts';

/**
 * `course node remove NODE [--abrupt]`: drains the node, shuts its machine down and takes it out of the cluster; with
 * --abrupt the machine is gone from one moment to the next, as when its power fails for good.
 */
export const remove: Script = async ({ $, journal, kubectl }, { node, container, args }) => {
  const { abrupt = false } = parseVerbArgs('remove', args, { abrupt: 'flag' });
  journal.note({ change: 'power', container });
  if (!abrupt)
    await kubectl(['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout', '120s']);
  await asked(`removing ${node}`, () => $`docker stop --time ${abrupt ? 0 : graceSeconds} ${container}`);
  await kubectl(['delete', 'node', node, '--ignore-not-found']);
  return `node/${node} removed\n`;
};
