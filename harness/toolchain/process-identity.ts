import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process, on which machine; a number alone is used again after its process ends. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start time where the system tells (Linux), else null. */
  readonly start: string | null;
  /** Host and process namespace: a pid means nothing in another container. */
  readonly host: string;
}

/** Who we are. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, start: startOf(process.pid) ?? null, host: ownHost() };
}

/** Whether that process still runs; undefined when it cannot be known from here. */
export function isRunning({ pid, start, host }: ProcessIdentity): boolean | undefined {
  if (host !== ownHost()) return undefined;
  if (!answersSignals(pid)) return false;
  if (start === null) return true;
  return startOf(pid) === start;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces, so fields are counted from its end: state is the first, start time the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function ownHost(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has process namespaces.
  }
  return `${hostname()} ${namespace}`.trim();
}
