import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { follow } from './follow.ts';
import { answer, FakeApi, refused } from './testing/fake-api.ts';

/** What a follower is told, in order, until it has been told so much. */
async function told(fake: FakeApi, count: number): Promise<string[]> {
  const stop = new AbortController();
  const log: string[] = [];
  const note = (text: string) => {
    log.push(text);
    if (log.length >= count) stop.abort();
  };
  setTimeout(() => stop.abort(), 3_000).unref();
  await follow<{ metadata: { name: string } }>(fake.api, {
    path: '/api/v1/nodes',
    signal: stop.signal,
    onList: (items) => note(`list ${items.map(({ metadata }) => metadata.name).join()}`),
    onEvent: (type, { metadata }) => note(`${type} ${metadata.name}`),
    onHealth: (error) => note(error ? `trouble ${error.message.slice(0, 30)}` : 'well'),
  });
  return log;
}

const named = (name: string) => ({ metadata: { name, resourceVersion: '9' } });
const fakeWith = (...names: string[]) => {
  const fake = new FakeApi();
  fake.objects.nodes = names.map(named);
  return fake;
};

describe('follow', () => {
  it('lists, then follows from there', async () => {
    const fake = fakeWith('a');
    fake.onWatch = () => [
      { type: 'ADDED', object: named('b') },
      { type: 'BOOKMARK', object: named('') },
      { type: 'DELETED', object: named('a') },
    ];
    expect(await told(fake, 4)).toEqual(['list a', 'well', 'ADDED b', 'DELETED a']);
  });

  it.each([
    ['410 as the answer', answer(410, 'Expired')],
    ['410 as an event', answer(410, 'Gone')],
  ])('lists anew on %s, and is not in trouble', async (_title, gone) => {
    const fake = fakeWith('a');
    fake.onWatch = (_part, call) => {
      if (call === 1) throw gone;
    };
    expect(await told(fake, 3)).toEqual(['list a', 'list a', 'well']);
  });

  it('is in trouble when the watch drops, and well again only with a new list', async () => {
    const fake = fakeWith('a');
    fake.onWatch = (_part, call) => {
      if (call !== 2) return;
      fake.objects.nodes = [named('b')];
      throw refused();
    };
    fake.onWatch = (
      (inner) => (part, call, version) =>
        call === 1 ? 'close' : inner(part, call, version)
    )(fake.onWatch);
    const log = await told(fake, 6);
    expect(log).toEqual(
      ['list a', 'well', 'list a', 'trouble Could not reach the API server', 'list b', 'well'].map((text) =>
        text.slice(0, 38),
      ),
    );
  });

  it('a watch that closes at once becomes a poll, not a busy loop', async () => {
    const fake = fakeWith('a');
    fake.onWatch = () => 'close';
    const stop = new AbortController();
    let lists = 0;
    setTimeout(() => stop.abort(), 350);
    await follow(fake.api, {
      path: '/api/v1/nodes',
      signal: stop.signal,
      onList: () => {
        lists += 1;
      },
      onEvent: () => {},
      onHealth: () => {},
    });
    expect(lists).toBeGreaterThan(1);
    expect(fake.calls.watch).toBeLessThan(6);
  });

  it.each([500, 503, 429])('an answer %i is trouble, and asked again', async (status) => {
    const fake = fakeWith('a');
    fake.onList = (_part, call) => {
      if (call === 1) throw answer(status);
    };
    expect(await told(fake, 3)).toEqual([
      expect.stringContaining(`trouble The API server answers ${status}`.slice(0, 30)),
      'list a',
      'well',
    ]);
  });

  it.each([401, 403, 404])('an answer %i ends it: the server refuses for good', async (status) => {
    const fake = fakeWith('a');
    fake.onList = () => {
      throw answer(status);
    };
    await expect(told(fake, 3)).rejects.toMatchObject({ status });
  });

  it('ends when the signal aborts, also between two tries', async () => {
    const fake = fakeWith('a');
    fake.onList = () => {
      throw refused();
    };
    const stop = new AbortController();
    const ended = follow(fake.api, {
      path: '/api/v1/nodes',
      signal: stop.signal,
      onList: () => {},
      onEvent: () => {},
      onHealth: () => {},
    });
    await sleep(20);
    stop.abort();
    await ended;
  });
});
