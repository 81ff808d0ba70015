import { describe, expect, it } from 'vitest';
import type { Api } from '../cluster/api.ts';
import type { Provider, ProviderName } from '../cluster/provider.ts';
import { ClusterError, Interrupted, UsageError } from '../errors.ts';
import type { Lab } from '../lab/index.ts';
import { type RunResult, runResultSchema } from '../result.ts';
import type { Choice } from './choose.ts';
import { type Clusters, type LazyCluster, runLabs } from './run.ts';
import type { RunContext } from './variant.ts';

const lab = (slug: string): Lab =>
  ({
    slug,
    title: slug,
    dir: '/',
    needs: ['nodes'],
    topology: { nodes: [] },
    task: '',
    files: [],
    steps: [],
    starter: { fails: { step: 's', code: 'POD_MISSING' } },
    traps: {},
  }) as unknown as Lab;

const on = (provider: ProviderName, slug: string, reason?: string): Choice => ({
  lab: lab(slug),
  provider,
  ...(reason && { reason }),
});

/** A cluster whose reset is the only thing that happens: what it throws is how the lab ends. */
function cluster(name: string, reset: () => Promise<void>, provider: ProviderName = 'kwok'): LazyCluster {
  const context: RunContext = {
    provider: { name: provider, capabilities: new Set(['nodes']), reset } as unknown as Provider,
    api: {} as Api,
    clusterName: name,
    kubernetesVersion: 'v1',
    binDir: '',
    self: [],
    root: '/',
    env: {},
  };
  return { name, open: async () => context };
}
const broken = (name: string, provider: ProviderName = 'kwok') =>
  cluster(
    name,
    () => Promise.reject(new ClusterError('E_API_UNREACHABLE', `Could not reach ${name}.`, { next: 'course doctor' })),
    provider,
  );
const never = (name: string): LazyCluster => ({
  name,
  open: () => Promise.reject(new Error(`${name} must not be opened`)),
});
const run = (choices: Choice[], clusters: Clusters): Promise<RunResult> => runLabs(choices, { traps: false }, clusters);

describe('runLabs', () => {
  it('nothing ran is 2', async () => {
    expect(await run([], { kwok: [never('a')] })).toMatchObject({ exitCode: 2, status: 'fail' });
  });

  it('all skipped is 2, each with its reason, and no cluster is brought up', async () => {
    const result = await run([on('kind', 'one', 'needs kubelet')], { kwok: [never('a')], kind: [never('b')] });
    expect(result).toMatchObject({
      exitCode: 2,
      clusters: [],
      summary: { passed: 0, skipped: 1 },
      labs: [{ status: 'skipped', provider: 'kind', reason: 'needs kubelet' }],
    });
  });

  it('a broken cluster is 3, and what follows is skipped, not judged', async () => {
    const result = await run([on('kwok', 'one'), on('kwok', 'two')], { kwok: [broken('a')] });
    expect(result).toMatchObject({
      exitCode: 3,
      status: 'error',
      labs: [
        { lab: 'one', status: 'error' },
        { lab: 'two', status: 'skipped', reason: expect.stringContaining('cluster a broke during one') as string },
      ],
    });
    expect(result.labs[0]?.variants[0]?.message).toMatch(/Could not reach a\..*Next: course doctor/);
  });

  it('a broken cluster beside a good one takes one lab, not the rest of the queue', async () => {
    const asked: string[] = [];
    const slow = cluster('b', async () => {
      asked.push('b');
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new ClusterError('E_X', 'b too');
    });
    const choices = [on('kwok', 'one'), on('kwok', 'two'), on('kwok', 'three')];
    const result = await run(choices, { kwok: [broken('a'), slow] });
    expect(asked, 'one lab, and that a second time').toEqual(['b', 'b']);
    expect(result.labs.map(({ status }) => status)).toEqual(['error', 'error', 'skipped']);
  });

  it('spreads the variants of one lab over the clusters, and gives what came of all of them as one result', async () => {
    const asked: string[] = [];
    const taken = (name: string) =>
      cluster(name, async () => {
        asked.push(name);
        await new Promise((resolve) => setTimeout(resolve, 10));
        throw new ClusterError('E_X', `${name} is out of reach`);
      });
    const result = await runLabs([on('kwok', 'one')], { traps: true }, { kwok: [taken('a'), taken('b'), never('c')] });
    expect(asked, 'each tries its variant a second time').toEqual(['a', 'b', 'a', 'b']);
    expect(result.labs).toMatchObject([
      {
        status: 'error',
        again: expect.stringContaining('out of reach') as string,
        variants: [{ variant: 'solution' }, { variant: 'starter' }],
      },
    ]);
  });

  it('a variant whose cluster breaks begins anew on the cluster that is brought up again, and says so', async () => {
    let opened = 0;
    const good = cluster('a', async () => {
      // Nothing is wrong with it, and the test has nothing that could be judged on it.
      throw new UsageError('E_REACHED', 'the second cluster was used');
    });
    const mended: LazyCluster = {
      name: 'a',
      open: () => {
        opened += 1;
        return (opened === 1 ? broken('a') : good).open();
      },
    };
    const told: string[] = [];
    const running = runLabs(
      [on('kwok', 'one')],
      { traps: false, onBroken: (text) => told.push(text) },
      { kwok: [mended] },
    );
    await expect(running).rejects.toMatchObject({ code: 'E_REACHED' });
    expect(told).toEqual([
      expect.stringMatching(/^Cluster a broke during one \(solution\), which begins anew\. .*Could not reach a\./),
    ]);
  });

  it('a lab that breaks a second time is an error, and says that it was run twice', async () => {
    const result = await run([on('kwok', 'one')], { kwok: [broken('a')] });
    expect(result.labs[0]).toMatchObject({
      status: 'error',
      again: expect.stringContaining('Could not reach a.') as string,
    });
    expect(result.clusters).toHaveLength(1);
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
  });

  it('begins no lab once the time is up, and says so; nothing ran is 2', async () => {
    const options = { traps: false, timeLimitMs: 0 };
    const result = await runLabs([on('kwok', 'one'), on('kwok', 'two')], options, { kwok: [never('a')] });
    expect(result).toMatchObject({ exitCode: 2, summary: { passed: 0, failed: 0, skipped: 2 } });
    expect(result.labs.map(({ reason }) => reason)).toEqual(Array(2).fill('no time was left within the --time-limit'));
  });

  it('brings up no more clusters than there are labs', async () => {
    await expect(run([on('kwok', 'one')], { kwok: [broken('a'), never('b')] })).resolves.toMatchObject({ exitCode: 3 });
  });

  it.each([[new Interrupted('SIGINT')], [new TypeError('a bug of ours')]])(
    '%s is no lab’s result: it goes on',
    async (error) => {
      await expect(run([on('kwok', 'one')], { kwok: [cluster('a', () => Promise.reject(error))] })).rejects.toBe(error);
    },
  );
});

describe('a run over two providers', () => {
  const choices = [on('kind', 'real'), on('kwok', 'fast'), on('kind', 'other', 'needs capacity')];

  it('gives each lab its provider, in the order of the labs, and names both clusters', async () => {
    const result = await run(choices, { kwok: [broken('a')], kind: [broken('b', 'kind')] });
    expect(result.labs.map(({ lab: slug, provider, status }) => [slug, provider, status])).toEqual([
      ['real', 'kind', 'error'],
      ['fast', 'kwok', 'error'],
      ['other', 'kind', 'skipped'],
    ]);
    expect(result.clusters).toEqual([
      { provider: 'kind', cluster: 'b', kubernetesVersion: 'v1' },
      { provider: 'kwok', cluster: 'a', kubernetesVersion: 'v1' },
    ]);
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
  });

  it('judges the labs of the one although the other does not start: 3, its reason on the lab that was due', async () => {
    const unstartable: LazyCluster = {
      name: 'b',
      open: () => Promise.reject(new ClusterError('E_NO_ENGINE', 'No engine answers.', { next: 'start Docker' })),
    };
    const result = await run([...choices, on('kind', 'last')], { kwok: [broken('a')], kind: [unstartable] });
    expect(result.exitCode).toBe(3);
    expect(result.labs.map(({ status, reason }) => [status, reason])).toEqual([
      ['error', 'It was not judged. No engine answers. Next: start Docker'],
      ['error', undefined],
      ['skipped', 'needs capacity'],
      ['skipped', 'cluster b broke during real'],
    ]);
    expect(result.clusters.map(({ provider }) => provider)).toEqual(['kwok']);
  });

  it('a wrong option is nobody’s lab: it goes on', async () => {
    const wrong = new UsageError('E_NO_CONTEXT', 'No such context.');
    const clusters = { kwok: [broken('a')], kind: [{ name: 'b', open: () => Promise.reject(wrong) }] };
    await expect(run(choices, clusters)).rejects.toBe(wrong);
  });
});
