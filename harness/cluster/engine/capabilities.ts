import { readFileSync } from 'node:fs';

/** Bit 24 of a capability set: without it runc cannot start a privileged container. */
const sysResource = 1n << 24n;

/** Whether the text of a /proc/PID/status says that its process may never get CAP_SYS_RESOURCE; false where it says nothing. */
export function lacksSysResource(status: string): boolean {
  const [, hex] = /^CapBnd:\s*([0-9a-f]+)\s*$/im.exec(status) ?? [];
  return hex !== undefined && (BigInt(`0x${hex}`) & sysResource) === 0n;
}

/** Whether this machine lacks CAP_SYS_RESOURCE, so that containers need the runtime of `offline/engine/`. */
export function machineLacksSysResource(): boolean {
  try {
    return lacksSysResource(readFileSync('/proc/self/status', 'utf8'));
  } catch {
    // Only Linux has this file, and elsewhere the engine runs in a virtual machine of its own.
    return false;
  }
}
