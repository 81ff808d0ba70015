import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markerPath } from '../kind/config.ts';
import type { Docker } from '../kind/containers.ts';
import type { Member } from '../kind/pool.ts';
import { Journal } from './journal.ts';
import type { Shell } from './shell.ts';
import { undoPower, undoTouched } from './undo.ts';

const root = '/cache';
const pool: Member[] = [
  { container: 'k-control-plane', node: 'control-plane', role: 'control-plane', ip: '172.18.0.2' },
  { container: 'k-worker', node: 'worker-1', role: 'worker', ip: '172.18.0.10' },
  { container: 'k-worker2', node: 'worker-2', role: 'worker', ip: '172.18.0.9' },
];

let folder: string;
let journal: Journal;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undo-'));
  journal = new Journal(join(folder, 'journal'));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A shell that only notes its lines; every container says that it is at this address. */
const shell = (address = '172.18.0.2') =>
  ((text: TemplateStringsArray, ...values: unknown[]) => {
    const line = text.reduce((sum, part, index) => `${sum}${[values[index - 1]].flat().join(' ')}${part}`);
    lines.push(line);
    return Promise.resolve({ stdout: line.includes('inspect') ? `${address} ` : '' });
  }) as unknown as Shell;

/** An engine with these containers, by name and state. */
function engine(states: Record<string, 'running' | 'exited' | 'paused'>, mark = '/cache/kind/k/mark'): Docker {
  const containers = Object.entries(states).map(([name, status]) => ({
    Name: `/${name}`,
    State: { Status: status, Paused: status === 'paused' },
    Config: { Labels: { 'io.x-k8s.kind.role': name.endsWith('control-plane') ? 'control-plane' : 'worker' } },
    Mounts: [{ Source: mark, Destination: markerPath }],
    NetworkSettings: { Networks: {} },
  }));
  return async (_, [command]) =>
    command === 'ps' ? containers.map(({ Name }) => Name).join('\n') : JSON.stringify(containers);
}

const all = { 'k-control-plane': 'running', 'k-worker': 'running', 'k-worker2': 'running' } as const;
const undo = (docker: Docker, $ = shell()) => undoPower({ $, docker, cluster: 'k', root, journal, pool });

describe('undoPower', () => {
  it('does nothing to machines that run', async () => {
    expect(await undo(engine(all))).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('switches on what is off, in the order of the addresses, and says what it was', async () => {
    const states = { 'k-control-plane': 'exited', 'k-worker': 'exited', 'k-worker2': 'exited' } as const;
    expect(await undo(engine(states))).toContain('worker-1 was stopped, and runs again');
    expect(lines[0]).toBe('docker start k-control-plane k-worker2 k-worker');
  });

  it('lets a frozen machine go on, and does not start it', async () => {
    expect(await undo(engine({ ...all, 'k-worker2': 'paused' }))).toEqual(['worker-2 was paused, and runs again']);
    expect(lines).toEqual(['docker unpause k-worker2']);
  });

  it('removes a machine that was added, and never one that somebody else made', async () => {
    expect(await undo(engine({ ...all, 'k-added-batch-1': 'running' }))).toEqual(['k-added-batch-1 was removed']);
    expect(lines).toEqual(['docker rm --force --volumes k-added-batch-1']);
    lines = [];
    await undo(engine({ ...all, 'k-theirs': 'running' }, '/theirs/mark'));
    expect(lines).toEqual([]);
  });

  it('refuses a cluster of which a machine is gone, and one whose control plane has moved', async () => {
    const { 'k-worker': _, ...without } = all;
    await expect(undo(engine(without))).rejects.toMatchObject({ code: 'E_NODE_GONE', exitCode: 3 });
    const moved = undo(engine({ ...all, 'k-control-plane': 'exited' }), shell('172.18.0.7'));
    await expect(moved).rejects.toMatchObject({ code: 'E_NODE_ADDRESS', exitCode: 3 });
  });

  it('starts each component once that was stopped, on the control plane', async () => {
    journal.note({ change: 'component', component: 'kube-scheduler' });
    journal.note({ change: 'component', component: 'kube-scheduler' });
    await undo(engine(all));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^docker exec k-control-plane [\s\S]*kube-scheduler$/);
  });
});

describe('undoTouched', () => {
  it('restores the machines on which something was run, and no other', async () => {
    journal.note({ change: 'touched', container: 'k-worker' });
    journal.note({ change: 'power', container: 'k-worker2' });
    await undoTouched({ $: shell(), journal, pool });
    expect(lines.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual(['docker exec k-worker']);
  });

  it('takes away the images that were copied to a machine', async () => {
    journal.note({ change: 'image', container: 'k-worker2', image: 'docker.io/library/a:1' });
    await undoTouched({ $: shell(), journal, pool });
    expect(lines).toEqual(['docker exec k-worker2 ctr --namespace k8s.io images remove docker.io/library/a:1']);
  });
});
