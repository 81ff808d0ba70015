import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Pod } from '../placement/types.ts';
import { PodRecording } from './pod-recording.ts';
import { answer, FakeApi, refused } from './testing/fake-api.ts';

const pod = (name: string, version: number): Pod => ({
  metadata: { name, uid: name, resourceVersion: String(version) },
  spec: {},
});
const ends: AbortController[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end.abort();
});

async function record(fake: FakeApi) {
  const end = new AbortController();
  ends.push(end);
  const seen: string[] = [];
  const recording = await PodRecording.begin(fake.api, {
    namespace: 'lab',
    signal: end.signal,
    onList: (pods) => seen.push(`LIST ${pods.length}`),
    onEvent: ({ type, pod: { metadata } }) => seen.push(`${type} ${metadata.name}`),
  });
  while (fake.watching === 0 && !recording.error) await sleep(5);
  return { recording, seen };
}

describe('PodRecording', () => {
  it('goes on behind the last event when the server ends the watch or the connection breaks, and never lists anew', async () => {
    const fake = new FakeApi();
    const versions: string[] = [];
    fake.onWatch = (_part, call, version) => {
      versions.push(version);
      if (call === 1) return 'close';
      if (call === 2) throw refused();
      return call === 3 ? [{ type: 'ADDED', object: pod('a', 7) }] : undefined;
    };
    const { seen } = await record(fake);
    expect(seen).toEqual(['LIST 0', 'ADDED a']);
    expect(versions).toEqual(['1', '1', '1']);
    expect(fake.calls.list).toBe(1);
  });
  it('is broken when the server no longer knows what happened meanwhile', async () => {
    const fake = new FakeApi();
    fake.onWatch = (_part, call) => {
      if (call === 1) return 'close';
      throw answer(410, 'Expired');
    };
    const { recording } = await record(fake);
    await expect(recording.untilNow()).rejects.toMatchObject({ code: 'E_RECORDING', exitCode: 3 });
  });
  it.each([
    ['cannot be reached', refused()],
    ['answers 500', answer(500)],
  ])('says so when the API server %s for good', async (_title, error) => {
    const fake = new FakeApi();
    fake.onWatch = () => {
      throw error;
    };
    const { recording } = await record(fake);
    await expect(recording.untilNow()).rejects.toMatchObject({ code: 'E_API_UNREACHABLE', exitCode: 3 });
  });
  it('is broken when what a list shows never comes', async () => {
    const fake = new FakeApi();
    const { recording } = await record(fake);
    fake.objects.pods = [pod('a', 7)];
    await expect(recording.untilNow(50)).rejects.toMatchObject({ code: 'E_RECORDING' });
  });
  it('waits for what a list shows: new pods, newer versions, and that a pod is gone', async () => {
    const fake = new FakeApi();
    fake.objects.pods = [pod('a', 1), pod('b', 1)];
    const { recording, seen } = await record(fake);
    fake.objects.pods = [pod('b', 3), pod('c', 4)];
    let reached = false;
    const done = recording.untilNow().then(() => {
      reached = true;
    });
    const events = [
      ['DELETED', pod('a', 2)],
      ['MODIFIED', pod('b', 3)],
      ['ADDED', pod('c', 4)],
    ] as const;
    for (const [type, object] of events) {
      await sleep(10);
      expect(reached).toBe(false);
      fake.emit('pods', type, object);
    }
    await done;
    expect(seen).toEqual(['LIST 2', 'DELETED a', 'MODIFIED b', 'ADDED c']);
  });
  it('does not wait for a pod that came and went, nor for one that is newer than the list', async () => {
    const fake = new FakeApi();
    const { recording } = await record(fake);
    fake.emit('pods', 'ADDED', pod('a', 2));
    fake.emit('pods', 'ADDED', pod('b', 99));
    fake.objects.pods = [pod('a', 2)];
    fake.emit('pods', 'DELETED', pod('a', 3));
    await recording.untilNow(1_000);
    expect(recording.error).toBeUndefined();
  });
});
