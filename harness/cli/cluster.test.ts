import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderName } from '../cluster/provider.ts';
import { readRecords, writeRecord } from '../cluster/record.ts';
import { course } from './testing/course.ts';

/** A cache with records of clusters of which nothing is left but the record, on a machine whose engine does not answer. */
function machine(...providers: ProviderName[]) {
  const root = mkdtempSync(join(tmpdir(), 'clusters-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const provider of providers)
    writeRecord(root, { provider, name: 'one', state: 'ready', digest: 'https://127.0.0.1:9', ports: {} });
  const env = { ONE_PER_NODE_CACHE: root, DOCKER_HOST: 'unix:///no/such/engine', ONE_PER_NODE_START_ENGINE: '' };
  return {
    root,
    left: () => readRecords(root).map(({ provider }) => provider),
    cluster: (...args: string[]) => course(['cluster', ...args], { env }),
  };
}

describe('course cluster down', () => {
  it('ends what is on kwok where there are two of the name, and says how to mean the other', async () => {
    const { cluster, left } = machine('kind', 'kwok');
    const { exitCode, stderr } = await cluster('down', '--cluster', 'one');
    expect([exitCode, left()]).toEqual([0, ['kind']]);
    expect(stderr).toContain('for the other add --provider kind');
  });

  it('--all ends those of every provider; one that cannot be ended does not keep the others', async () => {
    const { cluster, left } = machine('kubeconfig', 'kind', 'kwok');
    const { exitCode, stderr } = await cluster('down', '--all');
    expect([exitCode, left()]).toEqual([3, ['kind']]);
    expect(stderr).toContain('No container engine answers');
  });

  it('of somebody’s own cluster that still holds what labs left is 3 while it does not answer, and says what then', async () => {
    const { cluster, left, root } = machine();
    writeRecord(root, { provider: 'kubeconfig', name: 'one', state: 'creating', digest: 'd', ports: {} });
    const { exitCode, stderr } = await cluster('down', '--provider', 'kubeconfig', '--cluster', 'one');
    expect([exitCode, left()]).toEqual([3, ['kubeconfig']]);
    expect(stderr).toMatch(/What labs left is still there: .*\nNext: .*gone for good: rm .*kubeconfig\/one\.\*/);
  });

  it('of nothing is no error', async () => {
    expect(await machine().cluster('down', '--all')).toMatchObject({ exitCode: 0 });
    expect(await machine().cluster('down')).toMatchObject({ exitCode: 0 });
  });
});

describe('course cluster status', () => {
  it('shows the cluster that is asked for, though it is not there, and all others, each with its provider', async () => {
    const { stdout } = await machine('kwok', 'kubeconfig').cluster('status', '-o', 'json');
    const states = JSON.parse(stdout) as { name: string; provider: string; state: string }[];
    expect(states.map(({ name, provider, state }) => `${provider}/${name} ${state}`)).toEqual([
      'kwok/one-per-node absent',
      'kubeconfig/one stopped',
      'kwok/one stopped',
    ]);
  });
});
