import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TopologyNode } from '../provider.ts';
import { assign, freshPool, readJson, whyUnfit, writeJson } from './pool.ts';

const machine = { os: 'linux', arch: 'amd64' };
const topology = (...nodes: (string | TopologyNode)[]) => ({
  nodes: nodes.map((node) => (typeof node === 'string' ? { name: node } : node)),
});
const controlPlane = { 'node-role.kubernetes.io/control-plane': '' };
const fit = (...nodes: (string | TopologyNode)[]) => whyUnfit(topology(...nodes), machine);
const assigned = (...nodes: (string | TopologyNode)[]) =>
  assign(topology(...nodes), freshPool('k')).map(({ wanted, member }) => `${wanted.name} on ${member.container}`);

describe('freshPool', () => {
  it('knows the containers by the names that kind gives them', () => {
    expect(freshPool('k').map(({ node, container }) => `${node} ${container}`)).toEqual([
      'control-plane k-control-plane',
      'worker-1 k-worker',
      'worker-2 k-worker2',
      'worker-3 k-worker3',
    ]);
  });
});

describe('whyUnfit', () => {
  it('takes up to three nodes of any name beside one control plane', () => {
    expect(fit('control-plane', 'worker-1', 'gpu-1', 'edge')).toBeUndefined();
    expect(fit({ name: 'cp-1', labels: controlPlane }, 'a', 'b', 'c')).toBeUndefined();
    expect(fit({ name: 'a', labels: { 'kubernetes.io/arch': 'amd64' } })).toBeUndefined();
  });

  it.each<[string, (string | TopologyNode)[], string]>([
    ['four workers', ['a', 'b', 'c', 'd'], 'it needs 4 nodes beside the control plane, and a kind cluster has 3'],
    [
      'two control planes',
      ['control-plane', { name: 'cp-2', labels: controlPlane }],
      'it needs 2 control planes (control-plane, cp-2)',
    ],
    ['a capacity', [{ name: 'a', capacity: { cpu: '1' } }], 'a has a capacity of its own'],
    ['another processor', [{ name: 'a', labels: { 'kubernetes.io/arch': 'arm64' } }], 'a is a linux/arm64 machine'],
    ['another system', [{ name: 'a', labels: { 'kubernetes.io/os': 'windows' } }], 'a is a windows/amd64 machine'],
  ])('refuses %s with the reason', (_, nodes, reason) => {
    expect(fit(...nodes)).toContain(reason);
  });
});

describe('assign', () => {
  it('gives each node the container that goes by its name already', () => {
    expect(assigned('worker-3', 'worker-1')).toEqual(['worker-3 on k-worker3', 'worker-1 on k-worker']);
  });

  it('leaves a name its container even where another node comes first', () => {
    expect(assigned('gpu-1', 'worker-1', 'control-plane')).toEqual([
      'gpu-1 on k-worker2',
      'worker-1 on k-worker',
      'control-plane on k-control-plane',
    ]);
  });

  it('puts a control plane of another name on the control plane, and a worker never', () => {
    expect(assigned({ name: 'cp-1', labels: controlPlane }, 'a')).toEqual(['cp-1 on k-control-plane', 'a on k-worker']);
    expect(() => assigned('a', 'b', 'c', 'd')).toThrow('No container is left for node d');
  });
});

describe('writeJson', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pool-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes what readJson reads, and leaves nothing else', () => {
    writeJson(join(folder, 'deep', 'pool'), { a: [1] });
    expect(readJson(join(folder, 'deep', 'pool'))).toEqual({ a: [1] });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['pool']);
  });

  it('reads nothing from a file that was cut short', () => {
    writeFileSync(join(folder, 'cut'), '{"a":');
    expect(readJson(join(folder, 'cut'))).toBeUndefined();
    expect(readJson(join(folder, 'missing'))).toBeUndefined();
  });
});
