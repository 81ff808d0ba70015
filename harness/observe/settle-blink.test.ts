import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../placement/types.ts';
import { daemonSet, node, pod, revisionOf } from '../verdict/testing/objects.ts';
import { settle } from './settle.ts';
import { FakeApi } from './testing/fake-api.ts';

/** A node with a kubelet of this version. */
function nodeOf(kubeletVersion: string) {
  const made = node('n1');
  return { ...made, status: { ...made.status, nodeInfo: { kubeletVersion } } };
}
const real = 'v1.36.3';

/** The pod at one moment: Ready since so many milliseconds ago, or waiting for the end of its back-off. */
function moment({
  readyForMs,
  restarts = 0,
  probed = false,
}: {
  readyForMs?: number;
  restarts?: number;
  probed?: boolean;
}): Pod {
  const isUp = readyForMs !== undefined;
  const since = new Date(Date.now() - (readyForMs ?? 0)).toISOString();
  const made = pod('n1', { ready: isUp });
  return {
    ...made,
    spec: { ...made.spec, containers: [{ name: 'c', image: 'a', ...(probed && { readinessProbe: {} }) }] },
    status: {
      ...made.status,
      conditions: [{ type: 'Ready', status: isUp ? 'True' : 'False', lastTransitionTime: since }],
      containerStatuses: [
        {
          name: 'c',
          restartCount: restarts,
          state: isUp ? { running: { startedAt: since } } : { waiting: { reason: 'CrashLoopBackOff' } },
        },
      ],
    },
  };
}

function cluster(version: string, first: Pod): FakeApi {
  const own = daemonSet();
  return new FakeApi().set({ daemonSet: own, nodes: [nodeOf(version)], pods: [first], revisions: [revisionOf(own)] });
}

function show(fake: FakeApi, now: Pod): void {
  fake.objects.pods = [now];
  fake.emit('pods', 'MODIFIED', now);
}

async function verdictOf(fake: FakeApi, timeoutMs = 60_000) {
  const task = { daemonSet: 'lab/agent', intended: { kind: 'all' } as const };
  const { verdict } = await settle(fake.api, { subject: { namespace: 'lab', name: 'agent' }, task }, { timeoutMs });
  return verdict;
}

describe('settle and pods that are Ready for a blink', () => {
  it.each([1, 4])('fails a pod that crashes again after each start (restart %i)', async (restarts) => {
    const fake = cluster(real, moment({ restarts }));
    const verdict = verdictOf(fake, 300);
    while (fake.watching < 4) await sleep(5);
    for (let start = restarts; start < restarts + 2; start += 1) {
      show(fake, moment({ readyForMs: 0, restarts: start }));
      await sleep(60);
      show(fake, moment({ restarts: start + 1 }));
      await sleep(20);
    }
    expect(await verdict).toMatchObject({ status: 'fail', code: 'POD_NOT_READY' });
  });
  it('fails a pod whose blink begins when the time is over', async () => {
    const fake = cluster(real, moment({}));
    const verdict = verdictOf(fake, 100);
    while (fake.watching < 4) await sleep(5);
    show(fake, moment({ readyForMs: 0 }));
    await sleep(200);
    show(fake, moment({ restarts: 1 }));
    expect(await verdict).toMatchObject({ status: 'fail', code: 'POD_NOT_READY' });
  });
  it.each([
    ['what has long been Ready', real, moment({ readyForMs: 60_000, restarts: 3 })],
    ['what a probe vouches for', real, moment({ readyForMs: 0, probed: true })],
    ['what is only simulated', 'kwok-v0.8.0', moment({ readyForMs: 0, restarts: 3 })],
  ])('passes %s without waiting', async (_title, version, shown) => {
    const fake = cluster(version, shown);
    expect(await verdictOf(fake)).toMatchObject({ status: 'pass' });
    // Who has waited asks at the end whether the API server is still there.
    expect(fake.calls.probe).toBe(0);
  });
  it('passes what stays Ready, once it has been for long enough', async () => {
    const fake = cluster(real, moment({ readyForMs: 1_500 }));
    expect(await verdictOf(fake)).toMatchObject({ status: 'pass' });
    expect(fake.calls.probe).toBe(1);
    expect(await verdictOf(cluster(real, moment({ readyForMs: 9_500, restarts: 2 })))).toMatchObject({
      status: 'pass',
    });
  });
});
