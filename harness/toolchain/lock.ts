import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfInterrupted } from './interruption.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** Who holds a lock, and why; the content of the lock file. */
export interface LockHolder extends ProcessIdentity {
  /** What the holder does, as a phrase for people. */
  readonly what: string;
  /** Different for every time that a lock is taken. */
  readonly token: string;
}

export interface Lock {
  readonly holder: LockHolder;
  release(): Promise<void>;
}

export interface WithLockOptions {
  /** What we do while we hold it; shown to those who wait. */
  what: string;
  signal?: AbortSignal;
  /** Called when we begin to wait, and again whenever another holder is in the way. */
  onWait?: (holder: LockHolder) => void;
}

const pollMs = 100;
const heartbeatMs = 5_000;
const staleMs = 60_000;

/** Runs `fn` while holding the lock at `path`; waits for a live holder, takes over from a dead one. */
export async function withLock<T>(path: string, options: WithLockOptions, fn: () => Promise<T>): Promise<T> {
  let seen: string | undefined;
  for (;;) {
    throwIfInterrupted(options.signal);
    const lock = await tryLock(path, options.what);
    if (lock !== undefined) {
      try {
        return await fn();
      } finally {
        await lock.release();
      }
    }
    const holder = await readHolder(path);
    if (holder !== undefined && holder.token !== seen) {
      seen = holder.token;
      options.onWait?.(holder);
    }
    await sleep(pollMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** Takes the lock if it is free or its holder is dead, else returns undefined at once. */
export async function tryLock(path: string, what: string): Promise<Lock | undefined> {
  const holder: LockHolder = { ...ownIdentity(), what, token: randomBytes(6).toString('hex') };
  await mkdir(dirname(path), { recursive: true });
  if (await create(path, holder)) return hold(path, holder);
  const inTheWay = await readHolder(path);
  if (inTheWay !== undefined && (await isLive(path, inTheWay))) return undefined;
  if (inTheWay !== undefined) await reap(path, inTheWay.token);
  return (await create(path, holder)) ? hold(path, holder) : undefined;
}

/** The holder written in the lock file, dead or alive; undefined when there is no lock. */
export async function readHolder(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    // A lock appears whole, so one that cannot be read was cut by a crash of the machine: nobody holds it.
    return { pid: 0, start: null, host: ownIdentity().host, what: 'unreadable', token: 'unreadable' };
  }
}

/** A hard link makes the file appear with its content, or not at all. */
async function create(path: string, holder: LockHolder): Promise<boolean> {
  const aside = `${path}.${holder.token}.tmp`;
  await writeFile(aside, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Removes a dead holder's lock. Whoever removes it must hold the lock named after the dead token and then find that
 * token still in place; nobody else can change the file in between, so a new holder's lock is never removed.
 */
export async function reap(path: string, token: string): Promise<void> {
  const right = await tryLock(`${path}.${token}`, `removing the lock ${path} of a dead process`);
  if (right === undefined) return;
  try {
    if ((await readHolder(path))?.token === token) await rm(path, { force: true });
  } finally {
    await right.release();
  }
}

async function isLive(path: string, holder: LockHolder): Promise<boolean> {
  if (holder.pid === 0) return false;
  const running = isRunning(holder);
  if (running !== undefined) return running;
  // From another container or machine only the heartbeat can be seen.
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < staleMs;
}

function hold(path: string, holder: LockHolder): Lock {
  const beat = () => void utimes(path, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(beat, heartbeatMs).unref();
  return {
    holder,
    async release() {
      clearInterval(heartbeat);
      if ((await readHolder(path))?.token === holder.token) await rm(path, { force: true });
    },
  };
}
