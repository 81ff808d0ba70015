import { readdirSync, readFileSync, readlinkSync, statfsSync } from 'node:fs';
import { ClusterError } from '../../errors.ts';
import { poolNodes } from './config.ts';
import type { Docker } from './containers.ts';

/** What this machine has left of what nodes take. */
export interface Room {
  /** Folder of the engine, and what is free on its disk; undefined where the engine is on another machine. */
  disk: { folder: string; freeBytes: number } | undefined;
  /** inotify instances of one user; undefined where the system has no such limit. */
  watches: { limit: number; used: number } | undefined;
}

const bytesPerCluster = 3e9;
/** Counted on a cluster at rest: the kubelet, containerd, systemd and each pod's shim watch files. */
const watchesPerNode = 26;

/** Why a cluster would not come up here, while a minute of waiting for its nodes would tell nobody why. */
export function whyNoRoom({ disk, watches }: Room): ClusterError | undefined {
  if (disk && disk.freeBytes < bytesPerCluster)
    return new ClusterError(
      'E_DISK_FULL',
      `Expected ${gigabytes(bytesPerCluster)} of free space for a kind cluster in ${disk.folder} but found ${gigabytes(disk.freeBytes)}.`,
      { next: 'docker system df shows what takes the space; course doctor shows our own caches.' },
    );
  const needed = poolNodes.length * watchesPerNode;
  if (watches && watches.limit - watches.used < needed)
    return new ClusterError(
      'E_INOTIFY',
      `Expected room for ${needed} more inotify instances but found ${watches.used} of ${watches.limit} in use: the nodes would never be Ready.`,
      { next: `sysctl fs.inotify.max_user_instances=1024, or end another cluster first (course cluster status)` },
    );
  return undefined;
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Looks at the disk of the engine and at the limits of this machine. */
export async function roomOf(docker: Docker): Promise<Room> {
  const folder = (await docker('asking the engine for its folder', ['info', '--format', '{{.DockerRootDir}}'])).trim();
  return { disk: diskOf(folder), watches: watchesOf() };
}

function diskOf(folder: string): Room['disk'] {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { folder, freeBytes: bavail * bsize };
  } catch {
    return undefined;
  }
}

function watchesOf(): Room['watches'] {
  try {
    const limit = Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    const used = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, pid) => sum + inotifyOf(pid), 0);
    return { limit, used };
  } catch {
    return undefined;
  }
}

/** inotify instances that a process has open; none where we may not look. */
function inotifyOf(pid: string): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).filter((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === 'anon_inode:inotify')
      .length;
  } catch {
    return 0;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
