import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { withLock } from '../toolchain/lock.ts';

/** What we know of a cluster that we made; written before it is created, so that a killed start leaves a trace to reap. */
export interface ClusterRecord {
  name: string;
  provider: string;
  state: 'creating' | 'ready';
  /** Changes with anything that would make a running cluster the wrong one to reuse. */
  digest: string;
  ports: Record<string, number>;
}

const file = (root: string, name: string) => join(root, 'clusters', `${name}.json`);

/** The record of one cluster, undefined when there is none (or when it cannot be read, which is treated alike). */
export function readRecord(root: string, name: string): ClusterRecord | undefined {
  try {
    return JSON.parse(readFileSync(file(root, name), 'utf8')) as ClusterRecord;
  } catch {
    return undefined;
  }
}

/** All clusters that we know of. */
export function readRecords(root: string): ClusterRecord[] {
  let names: string[];
  try {
    names = readdirSync(join(root, 'clusters'));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => readRecord(root, name.slice(0, -'.json'.length)))
    .filter((record) => record !== undefined);
}

export function writeRecord(root: string, record: ClusterRecord): void {
  const path = file(root, record.name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(record, null, 2));
  renameSync(`${path}.${process.pid}`, path);
}

export function removeRecord(root: string, name: string): void {
  rmSync(file(root, name), { force: true });
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
          .filter(({ name }) => name !== record.name)
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
