import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectation } from '../../lab/expectations.ts';
import type { Lab } from '../../lab/index.ts';
import { answer, FakeApi, refused } from '../../observe/testing/fake-api.ts';
import type { Pod } from '../../placement/types.ts';
import { daemonSet, node, pod, revisionOf } from '../../verdict/testing/objects.ts';
import { prepareExpectation } from './index.ts';

const version = (at: number, made: Pod): Pod => ({
  ...made,
  metadata: { ...made.metadata, resourceVersion: String(at) },
});
const old = version(1, pod('n1', { name: 'old', hash: 'old' }));
const renewed = version(9, pod('n1', { name: 'renewed' }));

/** One node whose pod is of an older template, until `replace` has told of another one. */
function cluster(): FakeApi {
  const own = daemonSet();
  return new FakeApi().set({ daemonSet: own, nodes: [node('n1')], pods: [old], revisions: [revisionOf(own)] });
}

function replace(fake: FakeApi): void {
  fake.objects.pods = [renewed];
  fake.emit('pods', 'ADDED', renewed);
  fake.emit('pods', 'DELETED', version(10, old));
}

async function judge(fake: FakeApi, step: () => unknown, limits: object = { maxUnavailable: 0 }) {
  const ended = new AbortController();
  const written = { throughout: { daemonSet: 'agent', timeout: '200ms', ...limits } };
  const check = await prepareExpectation(expectation.parse(written), {
    api: fake.api,
    provider: { name: 'kind' },
    lab: { slug: 'lab', dir: '/' } as Lab,
    namespace: 'lab',
    ended: ended.signal,
  } as never);
  try {
    // The recorder's watch is the only one that is open before the step.
    for (let round = 0; fake.watching === 0 && round < 20; round += 1) await sleep(5);
    await step();
    return (await check({ command: '', exitCode: 0, stdout: '', stderr: '', durationMs: 0 })).verdict;
  } finally {
    ended.abort();
  }
}

describe('throughout', () => {
  it('passes when the limit held at every event', async () => {
    const fake = cluster();
    expect(await judge(fake, () => replace(fake))).toMatchObject({ status: 'pass' });
  });
  it('fails at once for a moment that nobody sees afterwards', async () => {
    const fake = cluster();
    const gap = () => {
      fake.emit('pods', 'DELETED', version(8, old));
      fake.objects.pods = [renewed];
      fake.emit('pods', 'ADDED', renewed);
    };
    expect(await judge(fake, gap)).toMatchObject({ status: 'fail', code: 'TOO_MANY_UNAVAILABLE' });
  });
  it('fails when the controller does not get done, unless that is not asked for', async () => {
    const stuck = cluster();
    expect(await judge(stuck, () => {})).toMatchObject({ status: 'fail', code: 'POD_OUTDATED' });
    const watched = cluster();
    const another = version(9, pod('n1', { name: 'another', ready: false }));
    const begin = () => {
      watched.objects.pods = [old, another];
      watched.emit('pods', 'ADDED', another);
    };
    expect(await judge(watched, begin, { maxUnavailable: 0, lasts: '50ms' })).toMatchObject({ status: 'pass' });
  });
  it('is an error when events are lost, or the API server is; never a pass', async () => {
    const expired = cluster();
    let calls = 0;
    expired.onWatch = (part) => {
      if (part !== 'pods') return undefined;
      calls += 1;
      if (calls === 1) return 'close';
      if (calls === 2) throw answer(410, 'Expired');
      return undefined;
    };
    const lost = await judge(expired, async () => {
      while (calls < 2) await sleep(5);
      expired.objects.pods = [renewed];
    });
    expect(lost).toMatchObject({ status: 'error', code: 'RECORDING_BROKEN' });
    const gone = cluster();
    const cut = () => {
      replace(gone);
      gone.onList = () => {
        throw refused();
      };
    };
    expect(await judge(gone, cut)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });
});
