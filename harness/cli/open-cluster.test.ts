import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderName } from '../cluster/provider.ts';
import { writeRecord } from '../cluster/record.ts';
import { sameCluster } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { existingProviders, takeCluster } from './open-cluster.ts';

const key = (provider: ProviderName, name = 'one') => ({ provider, name });

/** A cache folder with the records of these clusters, and what is said on stderr. */
function cache(...providers: ProviderName[]): { context: CliContext; said: () => string } {
  const root = mkdtempSync(join(tmpdir(), 'take-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const provider of providers) writeRecord(root, { ...key(provider), state: 'ready', digest: 'd', ports: {} });
  let said = '';
  const stderr = {
    write: (text: string) => {
      said += text;
    },
  };
  const context = { env: { ONE_PER_NODE_CACHE: root }, stderr, signal: new AbortController().signal };
  return { context: context as unknown as CliContext, said: () => said };
}

describe('existingProviders', () => {
  it.each<[ProviderName[], ProviderName[]]>([
    [[], []],
    [['kind'], ['kind']],
    [
      ['kind', 'kwok'],
      ['kwok', 'kind'],
    ],
    // Somebody's own cluster is never meant by a name alone.
    [['kubeconfig'], []],
  ])('%j is %j', (providers, found) => {
    const records = [...providers.map((provider) => key(provider)), key('kwok', 'other')];
    expect(existingProviders(records, 'one')).toEqual(found);
  });
});

describe('takeCluster', () => {
  it.each<[ProviderName[], ProviderName]>([
    [[], 'kwok'],
    [['kwok'], 'kwok'],
    [['kind'], 'kind'],
    [['kubeconfig'], 'kwok'],
  ])('with auto and clusters on %j takes %s, without a word', async (providers, taken) => {
    const { context, said } = cache(...providers);
    const { provider, name } = await takeCluster(context, { cluster: 'one', provider: 'auto' });
    expect([provider.name, name, said()]).toEqual([taken, 'one', '']);
  });

  it('with two clusters of the name takes the one on kwok, and says how to mean the other', async () => {
    const { context, said } = cache('kind', 'kwok');
    const { provider } = await takeCluster(context, { cluster: 'one', provider: 'auto' });
    expect(provider.name).toBe('kwok');
    expect(said()).toContain('two clusters named one: this is for the one on kwok; for the other add --provider kind');
  });

  it('takes the provider that is named, whatever there is', async () => {
    const { context } = cache('kwok');
    expect((await takeCluster(context, { cluster: 'one', provider: 'kind' })).provider.name).toBe('kind');
  });

  it('calls somebody’s own cluster after its context', async () => {
    const { context } = cache();
    const flags = { cluster: 'one', provider: 'kubeconfig', context: 'Team/Prod' } as const;
    expect((await takeCluster(context, flags)).name).toMatch(/^team-prod-[0-9a-f]{6}$/);
  });
});

describe('sameCluster', () => {
  it.each([
    [key('kwok', 'one-per-node'), ''],
    [key('kwok', 'x'), ' --cluster x'],
    [key('kind', 'one-per-node'), ' --provider kind'],
    [key('kubeconfig', 'x'), ' --cluster x --provider kubeconfig'],
  ])('%j is `%s`', (cluster, flags) => {
    expect(sameCluster(cluster)).toBe(flags);
  });
});
