import { UsageError } from '../../errors.ts';
import { engineError } from '../kind/engine-error.ts';
import type { Script } from './script.ts';

/**
 * `course node exec NODE [--read-only] -- COMMAND…`: runs a command on the node; its output and exit code are passed on.
 * With --read-only it promises to change nothing, and the next reset need not look.
 */
export const exec: Script = async ({ $, journal }, { node, container, args }) => {
  const readOnly = args[0] === '--read-only';
  const rest = readOnly ? args.slice(1) : [...args];
  const command = rest[0] === '--' ? rest.slice(1) : rest;
  if (command.length === 0 || (rest[0] !== '--' && command[0]?.startsWith('-')))
    throw new UsageError('E_NODE_EXEC', `Expected a command after -- but found \`${args.join(' ')}\`.`, {
      next: `course node exec ${node} -- cat /etc/os-release`,
    });
  if (!readOnly) journal.note({ change: 'touched', container });
  const { stdout, stderr, exitCode } = await $({ nothrow: true })`docker exec ${container} ${command}`;
  if (exitCode !== null && !isOfTheClient(stderr)) return { stdout, stderr, exitCode };
  throw engineError(`running \`${command.join(' ')}\` on ${node}`, stderr);
};

/** Whether the client could not run the command at all, as opposed to the command having failed. */
function isOfTheClient(stderr: string): boolean {
  return /^(Error response from daemon: (?!.*executable file not found)|Cannot connect to the Docker daemon)/m.test(
    stderr,
  );
}
