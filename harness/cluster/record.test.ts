import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type ClusterRecord,
  clusterFile,
  readRecord,
  readRecords,
  removeRecord,
  reservePorts,
  writeRecord,
} from './record.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'records-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

const record = (
  provider: ClusterRecord['provider'],
  name: string,
  ports: Record<string, number> = {},
): ClusterRecord => ({
  provider,
  name,
  state: 'ready',
  digest: 'd',
  ports,
});
const keysIn = (records: readonly ClusterRecord[]) => records.map(({ provider, name }) => `${provider}/${name}`).sort();

describe('records', () => {
  it('of one name and two providers are two', () => {
    writeRecord(root, record('kwok', 'one'));
    writeRecord(root, record('kind', 'one'));
    expect(keysIn(readRecords(root))).toEqual(['kind/one', 'kwok/one']);
    removeRecord(root, { provider: 'kwok', name: 'one' });
    expect(readRecord(root, { provider: 'kwok', name: 'one' })).toBeUndefined();
    expect(readRecord(root, { provider: 'kind', name: 'one' })).toEqual(record('kind', 'one'));
  });

  it('are none where nothing was ever started, or where a file cannot be read', () => {
    expect(readRecords(root)).toEqual([]);
    writeRecord(root, record('kwok', 'one'));
    writeFileSync(clusterFile(root, { provider: 'kwok', name: 'one' }, 'json'), '{"name":');
    expect(readRecords(root)).toEqual([]);
    expect(readRecord(root, { provider: 'kwok', name: 'one' })).toBeUndefined();
  });

  it('are not to be confused with what else a cluster keeps as JSON', () => {
    writeRecord(root, record('kind', 'one'));
    writeFileSync(clusterFile(root, { provider: 'kind', name: 'one' }, 'nodes.json'), '[]');
    expect(keysIn(readRecords(root))).toEqual(['kind/one']);
  });

  it('reserve their ports against clusters of every provider, whatever their name', async () => {
    const all = Array.from({ length: 11_000 }, (_, index) => 21_000 + index);
    const left = new Set(all.filter((port) => port % 500 === 7));
    const taken = all.filter((port) => !left.has(port));
    writeRecord(root, record('kind', 'one', Object.fromEntries(taken.map((port) => [`p${port}`, port]))));
    const key = { provider: 'kwok', name: 'one', state: 'creating', digest: 'd' } as const;
    const { ports } = await reservePorts(root, key, ['a', 'b']);
    expect(new Set(Object.values(ports)).size).toBe(2);
    expect(Object.values(ports).filter((port) => !left.has(port))).toEqual([]);
    expect(keysIn(readRecords(root))).toEqual(['kind/one', 'kwok/one']);
  });
});

describe('a cluster that an earlier version kept under its name alone', () => {
  beforeEach(() => {
    mkdirSync(join(root, 'clusters'));
    for (const name of ['old', 'older']) {
      writeFileSync(join(root, 'clusters', `${name}.json`), JSON.stringify(record('kwok', name)));
      writeFileSync(join(root, 'clusters', `${name}.kubeconfig`), `kubeconfig of ${name}`);
      writeFileSync(join(root, 'clusters', `${name}.kwokctl.yaml`), '');
    }
  });

  it('is listed, and found by its provider alone', () => {
    expect(keysIn(readRecords(root))).toEqual(['kwok/old', 'kwok/older']);
    expect(readRecord(root, { provider: 'kwok', name: 'old' })).toEqual(record('kwok', 'old'));
    expect(readRecord(root, { provider: 'kind', name: 'old' })).toBeUndefined();
  });

  it('takes its other files along, and nobody else’s', () => {
    readRecords(root);
    const file = (ending: string) => clusterFile(root, { provider: 'kwok', name: 'old' }, ending);
    expect(readFileSync(file('kubeconfig'), 'utf8')).toBe('kubeconfig of old');
    expect(existsSync(file('kwokctl.yaml'))).toBe(true);
    expect(readdirSync(join(root, 'clusters'))).toEqual(['kwok']);
  });

  it('is gone for good once its record is removed', () => {
    readRecords(root);
    removeRecord(root, { provider: 'kwok', name: 'old' });
    expect(keysIn(readRecords(root))).toEqual(['kwok/older']);
  });
});
