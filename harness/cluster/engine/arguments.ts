import type { EnginePlace } from './place.ts';

const runtimeName = 'within-bounds';

/** How dockerd is started: everything below our folder, a unix socket as the only door, no bridge until kind makes its own. */
export function daemonArguments(place: EnginePlace, { patched }: { patched: boolean }): string[] {
  return [
    `--data-root=${place.dataRoot}`,
    `--exec-root=${place.execRoot}`,
    `--pidfile=${place.pidFile}`,
    `--host=unix://${place.socket}`,
    '--bridge=none',
    // Ports that a container publishes without naming an address stay on this machine.
    '--ip=127.0.0.1',
    '--log-level=warn',
    '--log-opt=max-size=10m',
    ...(patched ? [`--add-runtime=${runtimeName}=${place.runtime}`, `--default-runtime=${runtimeName}`] : []),
  ];
}

/** Whether a process is a dockerd that works in this folder: the id in a file may long belong to somebody else. */
export function isDaemonOf(place: EnginePlace, program: string, args: readonly string[]): boolean {
  return /(?:^|\/)dockerd$/.test(program) && args.includes(`--data-root=${place.dataRoot}`);
}
