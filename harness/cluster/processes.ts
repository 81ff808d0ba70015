import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTool } from './exec.ts';

/**
 * Ids of the processes whose command line is of this kind: what a killed start left behind has no other owner to ask, and
 * an id in a file may long belong to somebody else. To merely mention a path is not enough: an editor or a shell does that.
 */
export async function processesRunning(
  isOurs: (program: string, args: readonly string[]) => boolean,
): Promise<number[]> {
  const found = (await commandLines()).filter(
    ({ pid, command: [program = '', ...args] }) => pid !== process.pid && isOurs(program, args),
  );
  return found.map(({ pid }) => pid);
}

async function commandLines(): Promise<{ pid: number; command: string[] }[]> {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        try {
          return { pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0') };
        } catch {
          return { pid: Number(name), command: [] };
        }
      });
  }
  const { stdout } = await runTool('ps', ['-axww', '-o', 'pid=,command=']);
  return stdout.split('\n').map((line) => {
    const [, pid = '0', command = ''] = line.match(/^\s*(\d+)\s(.*)$/) ?? [];
    return { pid: Number(pid), command: command.split(' ') };
  });
}

/** Whether a process of this id exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Ends processes: asks first, and kills what is still there after the grace time (milliseconds). */
export async function endProcesses(pids: readonly number[], graceMs = 3_000): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // It is gone already, which is what we want.
      }
    }
  };
  signal('SIGTERM');
  // A stopped process cannot act on SIGTERM.
  signal('SIGCONT');
  const deadline = Date.now() + graceMs;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(20);
  if (pids.some(isAlive)) signal('SIGKILL');
  while (pids.some(isAlive) && Date.now() < deadline + 5_000) await sleep(20);
}
