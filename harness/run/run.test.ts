import { describe, expect, it } from 'vitest';
import type { Api } from '../cluster/api.ts';
import type { Provider } from '../cluster/provider.ts';
import { ClusterError, Interrupted } from '../errors.ts';
import type { Lab } from '../lab/index.ts';
import type { RunResult } from '../result.ts';
import { runLabs } from './run.ts';
import type { RunContext } from './variant.ts';

const lab = (slug: string, needs: Lab['needs'] = ['nodes']): Lab =>
  ({
    slug,
    title: slug,
    dir: '/',
    needs,
    topology: { nodes: [] },
    task: '',
    files: [],
    steps: [],
    starter: { fails: { step: 's', code: 'POD_MISSING' } },
    traps: {},
  }) as unknown as Lab;

/** A cluster whose reset is the only thing that happens: what it throws is how the lab ends. */
function context(clusterName: string, reset: () => Promise<void>): RunContext {
  const provider = { name: 'kwok', capabilities: new Set(['nodes']), reset } as unknown as Provider;
  return { provider, api: {} as Api, clusterName, binDir: '', self: [], root: '/', env: {} };
}
const broken = (name: string) =>
  context(name, () =>
    Promise.reject(new ClusterError('E_API_UNREACHABLE', `Could not reach ${name}.`, { next: 'course doctor' })),
  );
const run = (labs: Lab[], ...contexts: [RunContext, ...RunContext[]]): Promise<RunResult> =>
  runLabs(labs, { traps: false, kubernetesVersion: '1' }, contexts);

describe('runLabs', () => {
  it('nothing ran is 2', async () => {
    expect(await run([], broken('a'))).toMatchObject({ exitCode: 2, status: 'fail' });
  });

  it('all skipped is 2, each with its reason', async () => {
    const result = await run([lab('one', ['kubelet'])], broken('a'));
    expect(result).toMatchObject({
      exitCode: 2,
      summary: { passed: 0, skipped: 1 },
      labs: [{ status: 'skipped', reason: expect.stringContaining('kubelet') as string }],
    });
  });

  it('a broken cluster is 3, and what follows is skipped, not judged', async () => {
    const result = await run([lab('one'), lab('two')], broken('a'));
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
    const slow = context('b', async () => {
      asked.push('b');
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new ClusterError('E_X', 'b too');
    });
    await run([lab('one'), lab('two'), lab('three')], broken('a'), slow);
    expect(asked).toEqual(['b']);
    const result = await run([lab('one'), lab('two', ['kubelet']), lab('three', ['kubelet'])], broken('a'), slow);
    expect(result.labs.map(({ reason }) => reason ?? '').slice(1)).toEqual([
      expect.stringContaining('kubelet'),
      expect.stringContaining('kubelet'),
    ]);
  });

  it.each([[new Interrupted('SIGINT')], [new TypeError('a bug of ours')]])(
    '%s is no lab’s result: it goes on',
    async (error) => {
      await expect(
        run(
          [lab('one')],
          context('a', () => Promise.reject(error)),
        ),
      ).rejects.toBe(error);
    },
  );
});
