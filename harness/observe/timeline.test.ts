import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Node, Pod } from '../placement/types.ts';
import { stateAt } from '../verdict/timeline.ts';
import { answer, FakeApi } from './testing/fake-api.ts';
import { TimelineRecording } from './timeline.ts';

const ends: AbortController[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end.abort();
});

const node = (name: string) => ({ metadata: { name } }) as Node;
const pod = (name: string, version: number, ready: boolean): Pod =>
  ({
    metadata: { name, uid: name, resourceVersion: String(version) },
    spec: { nodeName: 'worker-2' },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }) as Pod;

async function begin(fake: FakeApi): Promise<TimelineRecording> {
  const end = new AbortController();
  ends.push(end);
  fake.set({ nodes: [node('worker-10'), node('worker-2')] });
  const recording = await TimelineRecording.begin(fake.api, { namespace: 'lab', signal: end.signal });
  while (fake.calls.watch === 0) await sleep(5);
  return recording;
}

describe('TimelineRecording', () => {
  it('holds what was there before, and each change, up to what the API server lists', async () => {
    const fake = new FakeApi().set({ pods: [pod('a', 1, true)] });
    const recording = await begin(fake);
    recording.step('update');
    fake.emit('pods', 'DELETED', pod('a', 2, true));
    fake.emit('pods', 'ADDED', pod('b', 3, false));
    fake.emit('pods', 'MODIFIED', pod('b', 4, true));
    fake.set({ pods: [pod('b', 4, true)] });
    const timeline = await recording.finish();
    expect(timeline.events.map(([, which, state]) => [which, state])).toEqual([
      [0, 3],
      [0, 0],
      [1, 2],
      [1, 3],
    ]);
    expect(stateAt(timeline, timeline.end)).toEqual({
      step: 'update',
      nodes: [
        { name: 'worker-2', pods: [{ name: 'b', state: 'Ready', revision: null }] },
        { name: 'worker-10', pods: [] },
      ],
      unplaced: [],
    });
  });

  it('is refused when the server no longer knows what happened meanwhile', async () => {
    const fake = new FakeApi();
    fake.onWatch = () => {
      throw answer(410, 'Expired');
    };
    const recording = await begin(fake);
    await expect(recording.finish()).rejects.toMatchObject({ code: 'E_RECORDING', exitCode: 3 });
  });

  it('is refused when an event is lost that the list contradicts', async () => {
    const fake = new FakeApi();
    const recording = await begin(fake);
    fake.emit('pods', 'ADDED', pod('a', 5, false));
    // The list says Ready under a version that was seen as not Ready: the change itself never came.
    fake.set({ pods: [pod('a', 5, true)] });
    await expect(recording.finish()).rejects.toThrow('a ends NotReady, the API server listed it Ready');
  });
});
