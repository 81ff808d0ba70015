import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Interrupted } from '../errors.ts';
import type { PlacementVerdict } from '../result.ts';
import { daemonSet, node, pod, revisionOf } from '../verdict/testing/objects.ts';
import { settle } from './settle.ts';
import { FakeApi, never } from './testing/fake-api.ts';
import type { UntilFinalOptions } from './until-final.ts';

const own = daemonSet();
const nodes = [node('n1'), node('n2')];
const right = { daemonSet: own, nodes, pods: [pod('n1'), pod('n2')], revisions: [revisionOf(own)] };
const half = { ...right, pods: [pod('n1')] };
const target = {
  subject: { namespace: 'lab', name: 'agent' },
  task: { daemonSet: 'lab/agent', intended: { kind: 'all' } as const },
};

async function verdictOf(fake: FakeApi, options: Partial<UntilFinalOptions> = {}): Promise<PlacementVerdict> {
  return (await settle(fake.api, target, { timeoutMs: 120, ...options })).verdict;
}

/** Waits until the code under test has come so far. */
async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; round < 400 && !condition(); round += 1) await sleep(5);
  if (!condition()) throw new Error('Waited 2 s in vain.');
}

describe('settle', () => {
  it('passes on the first list when all is right, and closes what it opened', async () => {
    const fake = new FakeApi().set(right);
    expect(await verdictOf(fake, { timeoutMs: 5_000 })).toMatchObject({ status: 'pass', code: 'OK' });
    await until(() => fake.watching === 0);
  });

  it('waits for the event that decides', async () => {
    const fake = new FakeApi().set(half);
    const verdict = verdictOf(fake, { timeoutMs: 5_000 });
    await until(() => fake.watching === 4);
    fake.emit('pods', 'ADDED', pod('n2', { ready: false }));
    await sleep(10);
    fake.emit('pods', 'MODIFIED', pod('n2'));
    expect(await verdict).toMatchObject({ status: 'pass' });
  });

  it('judges only the pods whose controller is this very DaemonSet', async () => {
    const stranger = pod('n2', { name: 'same-labels' });
    for (const owner of stranger.metadata.ownerReferences ?? []) owner.uid = 'other-uid';
    const adoptable = {
      ...pod('n2', { name: 'orphan' }),
      metadata: { ...pod('n2').metadata, name: 'orphan', uid: 'orphan', ownerReferences: [] },
    };
    expect(await verdictOf(new FakeApi().set({ ...right, pods: [pod('n1'), stranger, adoptable] }))).toMatchObject({
      code: 'POD_MISSING',
    });
    expect(await verdictOf(new FakeApi().set({ ...right, pods: [...right.pods, stranger, adoptable] }))).toMatchObject({
      code: 'OK',
    });
  });

  it('tells how long it waited for the pods of a deleted node, up to when they are gone', async () => {
    const fake = new FakeApi().set({ ...right, nodes: [node('n1')] });
    const settled = settle(fake.api, target, { timeoutMs: 5_000 });
    await until(() => fake.watching === 4);
    await sleep(50);
    fake.emit('pods', 'DELETED', pod('n2'));
    const { verdict, fixedWaitMs } = await settled;
    expect(verdict).toMatchObject({ status: 'pass' });
    expect(fixedWaitMs).toBeGreaterThanOrEqual(45);
  });

  it('fails at the timeout with what is listed then', async () => {
    const verdict = await verdictOf(new FakeApi().set(half));
    expect(verdict).toMatchObject({ status: 'fail', code: 'POD_MISSING' });
    expect(verdict.nodes.map(({ node: name, status }) => `${name} ${status}`)).toEqual(['n1 pass', 'n2 fail']);
  });

  it('goes on beyond the timeout as long as something changes, but not for ever', async () => {
    const fake = new FakeApi().set(half);
    const rollout = (options: Partial<UntilFinalOptions>, changes: number) => {
      const verdict = verdictOf(fake, { timeoutMs: 100, ...options });
      const timer = setInterval(() => {
        changes -= 1;
        fake.emit('pods', 'MODIFIED', changes > 0 ? pod('n1') : pod('n2'));
        if (changes === 0) clearInterval(timer);
      }, 20);
      return verdict.finally(() => clearInterval(timer));
    };
    expect(await rollout({ whileChangingMs: 10_000 }, 15)).toMatchObject({ code: 'OK' });
    expect(await rollout({}, 15)).toMatchObject({ code: 'POD_MISSING' });
    expect(await rollout({ whileChangingMs: 200 }, 100)).toMatchObject({ code: 'POD_MISSING' });
  });

  it('fails at once where waiting cannot help', async () => {
    const tainted = { ...half, nodes: [node('n1'), node('n2', { taints: ['gpu=true:NoSchedule'] })] };
    expect(await verdictOf(new FakeApi().set(tainted), { timeoutMs: 60_000 })).toMatchObject({
      status: 'fail',
      code: 'INTENDED_NODE_NOT_ELIGIBLE',
    });
  });

  it('a DaemonSet that does not exist fails at the timeout, without asking for the controller', async () => {
    const fake = new FakeApi().set({ nodes });
    expect(await verdictOf(fake)).toMatchObject({ status: 'fail', code: 'DAEMONSET_NOT_FOUND' });
    expect(fake.calls.lease).toBe(0);
  });

  it('follows a DaemonSet that is deleted and made anew', async () => {
    const fake = new FakeApi().set(right);
    const again = { ...own, metadata: { ...own.metadata, uid: 'second' } };
    fake.set({ daemonSet: daemonSet({ observed: 0 }) });
    const verdict = verdictOf(fake, { timeoutMs: 5_000 });
    await until(() => fake.watching === 4);
    fake.emit('daemonsets', 'DELETED', own);
    fake.emit('daemonsets', 'ADDED', again);
    fake.emit('controllerrevisions', 'ADDED', {
      ...revisionOf(again),
      metadata: { ...revisionOf(again).metadata, uid: 'r2' },
    });
    await sleep(20);
    for (const name of ['n1', 'n2']) {
      const next = pod(name, { name: `second-${name}` });
      for (const owner of next.metadata.ownerReferences ?? []) owner.uid = 'second';
      fake.emit('pods', 'ADDED', next);
    }
    expect((await verdict).nodes.flatMap(({ found }) => found.map((one) => one.pod))).toEqual([
      'second-n1',
      'second-n2',
    ]);
  });
});

describe('settle with holdsFor', () => {
  it('begins to count anew when the pass is broken half-way', async () => {
    const fake = new FakeApi().set(right);
    const started = performance.now();
    const verdict = verdictOf(fake, { timeoutMs: 5_000, holdsForMs: 100 });
    await until(() => fake.watching === 4);
    await sleep(40);
    fake.emit('pods', 'MODIFIED', pod('n2', { ready: false }));
    await sleep(40);
    fake.emit('pods', 'MODIFIED', pod('n2'));
    expect(await verdict).toMatchObject({ status: 'pass' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(175);
  });

  it('a pass that never holds long enough is a fail at the timeout', async () => {
    const fake = new FakeApi().set(right);
    const verdict = verdictOf(fake, { timeoutMs: 100, holdsForMs: 80 });
    await until(() => fake.watching === 4);
    await sleep(40);
    fake.set(half);
    fake.emit('pods', 'DELETED', pod('n2'));
    expect(await verdict).toMatchObject({ status: 'fail', code: 'POD_MISSING' });
  });

  it('a fail that is final needs not hold', async () => {
    const tainted = { ...half, nodes: [node('n1'), node('n2', { taints: ['gpu=true:NoSchedule'] })] };
    expect(await verdictOf(new FakeApi().set(tainted), { timeoutMs: 60_000, holdsForMs: 30_000 })).toMatchObject({
      status: 'fail',
    });
  });
});

describe('settle and its signal', () => {
  it.each([
    ['before it began', 0],
    ['while it waits', 20],
    ['while it asks for the lease', 60],
  ])('ends at once when aborted %s', async (_title, afterMs) => {
    const stop = new AbortController();
    const fake = new FakeApi().set(half);
    fake.onLease = () => never();
    if (afterMs === 0) stop.abort(new Interrupted('SIGINT'));
    else setTimeout(() => stop.abort(new Interrupted('SIGINT')), afterMs);
    const started = performance.now();
    await expect(
      verdictOf(fake, { timeoutMs: afterMs === 60 ? 20 : 60_000, signal: stop.signal }),
    ).rejects.toBeInstanceOf(Interrupted);
    expect(performance.now() - started).toBeLessThan(1_000);
    await until(() => fake.watching === 0);
  });
});
