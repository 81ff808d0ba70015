import { parseVerbArgs } from './arguments.ts';
import type { Script } from './script.ts';
import { asked } from './shell.ts';

/** `course node logs NODE [--unit kubelet] [--lines N]`: the journal of the kubelet, containerd or another unit. */
export const logs: Script = async ({ $ }, { node, container, args }) => {
  const { unit = 'kubelet', lines = '100' } = parseVerbArgs('logs', args, { unit: 'text', lines: 'count' });
  return asked(`reading the journal of ${unit} on ${node}`, async () => {
    const { stdout } = await $`docker exec ${container} journalctl --no-pager --unit ${unit} --lines ${lines}`;
    return stdout;
  });
};
