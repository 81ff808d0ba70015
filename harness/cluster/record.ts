import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { withLock } from '../toolchain/lock.ts';
import type { ProviderName } from './provider.ts';

/** What tells one cluster from another: clusters of two providers may bear one name. */
export interface ClusterKey {
  provider: ProviderName;
  name: string;
}

/** What we know of a cluster that we made; written before it is created, so that a killed start leaves a trace to reap. */
export interface ClusterRecord extends ClusterKey {
  state: 'creating' | 'ready';
  /** Changes with anything that would make a running cluster the wrong one to reuse. */
  digest: string;
  ports: Record<string, number>;
}

/** A file that a cluster keeps beside its record, such as its kubeconfig. */
export function clusterFile(root: string, { provider, name }: ClusterKey, ending: string): string {
  return join(root, 'clusters', provider, `${name}.${ending}`);
}

/** The lock that is held while a cluster is made or ended. */
export function clusterLock(root: string, { provider, name }: ClusterKey): string {
  return join(root, 'locks', `cluster-${provider}-${name}.lock`);
}

/** The record of one cluster, undefined when there is none (or when it cannot be read, which is treated alike). */
export function readRecord(root: string, key: ClusterKey): ClusterRecord | undefined {
  adoptOldLayout(root);
  return parseRecord(clusterFile(root, key, 'json'));
}

/** All clusters that we know of, of every provider. */
export function readRecords(root: string): ClusterRecord[] {
  adoptOldLayout(root);
  const providers = entriesOf(join(root, 'clusters')).filter((entry) => entry.isDirectory());
  return providers
    .flatMap(({ name: provider }) => recordsIn(join(root, 'clusters', provider)))
    .map(({ record }) => record);
}

function recordsIn(folder: string): { record: ClusterRecord; path: string }[] {
  return (
    entriesOf(folder)
      // No name of a cluster has a dot; other files of a cluster may be JSON too.
      .filter((entry) => entry.isFile() && /^[^.]+\.json$/.test(entry.name))
      .map(({ name }) => ({ record: parseRecord(join(folder, name)), path: join(folder, name) }))
      .filter((found): found is { record: ClusterRecord; path: string } => found.record !== undefined)
  );
}

function parseRecord(path: string): ClusterRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ClusterRecord;
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

/**
 * Moves the files of clusters that version 0.1 kept under their name alone to where their provider's lie now, so that
 * a cluster which an earlier version started is still found and ended.
 */
function adoptOldLayout(root: string): void {
  const folder = join(root, 'clusters');
  for (const { record } of recordsIn(folder)) {
    const ours = entriesOf(folder).filter((entry) => entry.isFile() && entry.name.startsWith(`${record.name}.`));
    mkdirSync(join(folder, record.provider), { recursive: true });
    // The record goes last: what a killed move leaves is moved by the next.
    const inOrder = ours.sort((a, b) => Number(a.name.endsWith('.json')) - Number(b.name.endsWith('.json')));
    for (const { name } of inOrder) moveIfThere(join(folder, name), join(folder, record.provider, name));
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process moves them at the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export function writeRecord(root: string, record: ClusterRecord): void {
  const path = clusterFile(root, record, 'json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(record, null, 2));
  renameSync(`${path}.${process.pid}`, path);
}

export function removeRecord(root: string, key: ClusterKey): void {
  rmSync(clusterFile(root, key, 'json'), { force: true });
}

// Below the range that systems hand out for outgoing connections, so that none of those takes a port before its owner binds it.
const firstPort = 21_000;
const lastPort = 31_999;

/**
 * Chooses free loopback ports and writes them into the cluster's record under one lock: the record is the reservation,
 * so two clusters that start at once cannot take the same port.
 */
export async function reservePorts(
  root: string,
  record: Omit<ClusterRecord, 'ports'>,
  names: readonly string[],
): Promise<ClusterRecord> {
  return withLock(
    join(root, 'locks', 'ports.lock'),
    { what: `choosing ports for cluster ${record.name}` },
    async () => {
      const taken = new Set(
        readRecords(root)
          .filter(({ provider, name }) => !(provider === record.provider && name === record.name))
          .flatMap(({ ports }) => Object.values(ports)),
      );
      const ports: Record<string, number> = {};
      let port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
      for (const name of names) {
        do {
          port = port >= lastPort ? firstPort : port + 1;
        } while (taken.has(port) || !(await isFree(port)));
        ports[name] = port;
      }
      const reserved = { ...record, ports };
      writeRecord(root, reserved);
      return reserved;
    },
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
