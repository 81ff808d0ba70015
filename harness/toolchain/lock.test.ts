import { existsSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Interrupted } from '../errors.ts';
import { type LockHolder, readHolder, reap, tryLock, withLock } from './lock.ts';
import { ownIdentity } from './process-identity.ts';
import { startChild } from './testing/children.ts';
import { temporaryFolder } from './testing/workbench.ts';

async function place() {
  const folder = await temporaryFolder();
  return { folder, path: join(folder, 'deep', 'a.lock'), log: join(folder, 'log') };
}

/** Writes the lock of somebody else. */
async function leaveLock(path: string, holder: Partial<LockHolder>): Promise<void> {
  await (await tryLock(path, 'makes the folder'))?.release();
  await writeFile(path, JSON.stringify({ ...ownIdentity(), what: 'old work', token: 'old', ...holder }));
}

describe('tryLock', () => {
  it('says who holds the lock, and why, while it is held', async () => {
    const { path } = await place();
    const lock = await tryLock(path, 'baking');
    expect(await readHolder(path)).toMatchObject({ pid: process.pid, what: 'baking' });
    expect(await tryLock(path, 'eating')).toBeUndefined();
    await lock?.release();
    expect(existsSync(path)).toBe(false);
    expect(await tryLock(path, 'eating')).toBeDefined();
  });

  it('takes over from a process whose number another one has now', async () => {
    const { path } = await place();
    await leaveLock(path, { start: 'an earlier boot:1' });
    expect(await tryLock(path, 'new work')).toBeDefined();
  });

  it('takes over a lock that a crash of the machine left empty', async () => {
    const { path } = await place();
    await leaveLock(path, {});
    await writeFile(path, '');
    expect(await tryLock(path, 'new work')).toBeDefined();
  });

  it('leaves the lock of another host alone while its heartbeat is fresh, and takes it over after', async () => {
    const { path } = await place();
    await leaveLock(path, { host: 'elsewhere', start: null });
    expect(await tryLock(path, 'new work')).toBeUndefined();
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path, longAgo, longAgo);
    expect(await tryLock(path, 'new work')).toBeDefined();
  });

  it('gives a dead lock to exactly one of many takers at once, round after round', async () => {
    const { folder, path } = await place();
    for (let round = 0; round < 30; round++) {
      await leaveLock(path, { start: 'an earlier boot:1', token: `old${round}` });
      const takers = await Promise.all(Array.from({ length: 12 }, () => tryLock(path, 'new work')));
      const winners = takers.filter((lock) => lock !== undefined);
      expect(winners).toHaveLength(1);
      for (const winner of winners) await winner.release();
    }
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  it('waits for another taker that is about to remove the dead lock', async () => {
    const { path } = await place();
    await leaveLock(path, { start: 'an earlier boot:1' });
    const right = await tryLock(`${path}.old`, 'removing');
    expect(await tryLock(path, 'late')).toBeUndefined();
    expect((await readHolder(path))?.token).toBe('old');
    await right?.release();
    expect(await tryLock(path, 'later')).toBeDefined();
  });

  it('never removes a new lock on behalf of a taker that saw the dead one before', async () => {
    const { path } = await place();
    await leaveLock(path, { start: 'an earlier boot:1' });
    const winner = await tryLock(path, 'quick');
    await reap(path, 'old');
    expect((await readHolder(path))?.token).toBe(winner?.holder.token);
  });
});

describe('withLock', () => {
  it('keeps processes out of each other’s way, and tells those that wait for whom', async () => {
    const { path, log } = await place();
    const ours = await tryLock(path, 'the test');
    const children = Array.from({ length: 4 }, () => startChild('lock-child.ts', [path, log, '60']));
    const waits = await Promise.all(children.map((child) => child.printed(/^waiting/)));
    await ours?.release();
    expect(await Promise.all(children.map(({ exited }) => exited))).toEqual([0, 0, 0, 0]);
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(8);
    for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace('in', 'out'));
    for (const wait of waits) expect(wait).toBe(`waiting for ${process.pid} the test`);
  });

  it('gives the lock of a killed process to exactly one of those that wait', async () => {
    const { folder, path, log } = await place();
    const victim = startChild('lock-child.ts', [path, log, '60000']);
    await victim.printed(/^in$/);
    const waiters = Array.from({ length: 3 }, () => startChild('lock-child.ts', [path, log, '60']));
    await Promise.all(waiters.map((waiter) => waiter.printed(/^waiting/)));
    victim.process.kill('SIGKILL');
    expect(await Promise.all(waiters.map(({ exited }) => exited))).toEqual([0, 0, 0]);
    const lines = (await readFile(log, 'utf8')).trim().split('\n').slice(1);
    for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace('in', 'out'));
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  it('releases the lock when the work throws', async () => {
    const { path } = await place();
    await expect(withLock(path, { what: 'x' }, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect(existsSync(path)).toBe(false);
  });

  it('stops waiting when the signal is aborted', async () => {
    const { path } = await place();
    const lock = await tryLock(path, 'long work');
    const stop = new AbortController();
    const waiting = withLock(path, { what: 'x', signal: stop.signal, onWait: () => stop.abort() }, async () => 'never');
    await expect(waiting).rejects.toThrow(Interrupted);
    await lock?.release();
  });

  it('leaves a lock that is no longer its own', async () => {
    const { path } = await place();
    const lock = await tryLock(path, 'x');
    await writeFile(path, JSON.stringify({ ...ownIdentity(), what: 'other', token: 'other' }));
    await lock?.release();
    expect(existsSync(path)).toBe(true);
  });
});
