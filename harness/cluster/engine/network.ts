import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../exec.ts';
import type { EnginePlace } from './place.ts';

/** What dockerd changes in the machine's network and does not put back when it ends. */
interface NetworkBefore {
  /** `iptables-save` as it was. */
  readonly rules: string;
  /** Whether packets were forwarded between interfaces: 0 or 1. */
  readonly ipForward: string;
}

const forwardFile = '/proc/sys/net/ipv4/ip_forward';
const fileOf = ({ folder }: EnginePlace) => join(folder, 'network-before.json');

/** Notes the packet filter before dockerd writes its chains into it. */
export async function rememberNetwork(place: EnginePlace): Promise<void> {
  const { exitCode, stdout } = await runTool('iptables-save', []);
  if (exitCode !== 0) return;
  const before: NetworkBefore = { rules: stdout, ipForward: (await readFile(forwardFile, 'utf8')).trim() };
  await writeFile(fileOf(place), JSON.stringify(before));
}

/** Takes dockerd's chains out again, and leaves every rule that somebody else made meanwhile. */
export async function restoreNetwork(place: EnginePlace): Promise<void> {
  const text = await readFile(fileOf(place), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const before = JSON.parse(text) as NetworkBefore;
  const now = await runTool('iptables-save', []);
  const wanted = withoutDocker(now.stdout, before.rules);
  if (now.exitCode === 0 && wanted !== now.stdout) await runTool('iptables-restore', [], { input: wanted });
  await writeFile(forwardFile, before.ipForward);
  await rm(fileOf(place), { force: true });
}

/** The rules of now without those of Docker, and the policy of FORWARD as it was; unchanged where Docker was there before. */
export function withoutDocker(now: string, before: string): string {
  if (/^:DOCKER/m.test(before)) return now;
  const policy = /^:FORWARD (\S+)/m.exec(tableOf(before, 'filter'))?.[1] ?? 'ACCEPT';
  return now
    .split('\n')
    .filter((line) => !/^:DOCKER|^-A DOCKER|-j DOCKER/.test(line))
    .join('\n')
    .replace(/^(:FORWARD )DROP/m, `$1${policy}`);
}

function tableOf(rules: string, name: string): string {
  return rules.split(/^\*/m).find((table) => table.startsWith(`${name}\n`)) ?? '';
}
