import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PlacementVerdict } from '../result.ts';
import { daemonSet, node, pod, revisionOf } from '../verdict/testing/objects.ts';
import { settle } from './settle.ts';
import { answer, FakeApi, never, refused } from './testing/fake-api.ts';
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

describe('settle with an API server in trouble', () => {
  it('connection refused, then back: the verdict is that of the new list', async () => {
    const fake = new FakeApi().set(right);
    fake.onList = (_part, call) => {
      if (call === 1) throw refused();
    };
    expect(await verdictOf(fake, { timeoutMs: 5_000 })).toMatchObject({ status: 'pass' });
  });

  it.each([
    [
      'connection refused',
      () => {
        throw refused();
      },
      'ECONNREFUSED',
    ],
    [
      '500 on every request',
      () => {
        throw answer(500);
      },
      'answers 500',
    ],
    [
      '429 on every request',
      () => {
        throw answer(429);
      },
      'answers 429',
    ],
  ])('%s until the end is an error that names the cause and what to do next', async (_title, fault, text) => {
    const fake = new FakeApi().set(half);
    fake.onList = fault;
    fake.onProbe = fault;
    const seen: string[] = [];
    const verdict = await verdictOf(fake, { onTrouble: ({ message }) => seen.push(message) });
    expect(verdict).toMatchObject({
      status: 'error',
      code: 'API_UNREACHABLE',
      summary: expect.stringContaining(text) as string,
    });
    expect(verdict.summary).toContain('Nothing was judged. Next: course doctor');
    expect(seen.join()).toContain(text);
  });

  it('goes away in mid-verdict: an error, with the nodes as they were last seen', async () => {
    const fake = new FakeApi().set(half);
    fake.onList = (_part, call) => {
      if (call > 1) throw refused();
    };
    const verdict = await verdictOf(fake);
    expect(verdict).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
    expect(verdict.nodes.map(({ node: name }) => name)).toEqual(['n1', 'n2']);
  });

  it('cannot be asked about nodes any more: what it says of pods meanwhile decides nothing', async () => {
    const fake = new FakeApi().set(half);
    const down = (part: string) => {
      if (part === 'nodes') throw refused();
    };
    fake.onWatch = down;
    fake.onList = (part, call) => {
      if (call > 1) down(part);
    };
    const verdict = verdictOf(fake);
    await until(() => fake.watching === 3);
    fake.emit('pods', 'ADDED', pod('n2'));
    expect(await verdict).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });

  it.each(['nodes', 'pods', 'daemonsets', 'controllerrevisions'])(
    'lists %s last: nothing is judged before',
    async (slow) => {
      const fake = new FakeApi().set(right);
      fake.onList = (part) => (part === slow ? sleep(30) : undefined);
      expect(await verdictOf(fake, { timeoutMs: 5_000 })).toMatchObject({ status: 'pass' });
    },
  );

  it('goes away after a pass that was to hold: no pass', async () => {
    const fake = new FakeApi().set(right);
    fake.onProbe = () => {
      throw refused();
    };
    expect(await verdictOf(fake, { holdsForMs: 30 })).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });

  it('loses its store: the watch stays open, but a read says 500, and that is an error', async () => {
    const fake = new FakeApi().set(half);
    fake.onList = (_part, call) => {
      if (call > 1) throw answer(500);
    };
    expect(await verdictOf(fake)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });

  it('a watch that is dead without saying so: what a new list shows counts', async () => {
    const fake = new FakeApi().set(half);
    const verdict = verdictOf(fake);
    await until(() => fake.watching === 4);
    fake.set(right);
    expect(await verdict).toMatchObject({ status: 'pass' });
  });

  it('never answers: an error soon after the timeout, never a fail', async () => {
    const fake = new FakeApi().set(half);
    fake.onList = () => never();
    expect(await verdictOf(fake, { timeoutMs: 20, answerWithinMs: 50 })).toMatchObject({
      status: 'error',
      code: 'API_UNREACHABLE',
    });
  });

  it('may not list nodes: throws what no waiting mends, naming what is refused', async () => {
    const fake = new FakeApi().set(right);
    fake.onList = (part) => {
      if (part === 'nodes') throw answer(403, 'Forbidden');
    };
    await expect(verdictOf(fake, { timeoutMs: 5_000 })).rejects.toMatchObject({
      code: 'E_FORBIDDEN',
      exitCode: 3,
      message: expect.stringContaining('refuses to list nodes') as string,
    });
  });

  it('refuses revisions for another reason than that they are forbidden: throws', async () => {
    const fake = new FakeApi().set(right);
    fake.onList = (part) => {
      if (part === 'controllerrevisions') throw answer(401, 'Unauthorized');
    };
    await expect(verdictOf(fake, { timeoutMs: 5_000 })).rejects.toMatchObject({ exitCode: 3 });
  });

  it('may not list revisions: the verdict does without them, but not without noticing old pods', async () => {
    const forbid = (fake: FakeApi) => {
      fake.onList = (part) => {
        if (part === 'controllerrevisions') throw answer(403, 'Forbidden');
      };
      return fake;
    };
    expect(await verdictOf(forbid(new FakeApi().set(right)))).toMatchObject({ status: 'pass' });
    const edited = daemonSet({
      generation: 2,
      image: 'agent:2',
      status: { desiredNumberScheduled: 2, updatedNumberScheduled: 0 },
    });
    expect(await verdictOf(forbid(new FakeApi().set({ ...right, daemonSet: edited })))).toMatchObject({
      status: 'fail',
      code: 'POD_OUTDATED',
    });
  });
});

describe('settle with a controller manager in trouble', () => {
  it('a lease that is not renewed makes what would be a fail an error, and says what was seen', async () => {
    const fake = new FakeApi().set(half);
    fake.onLease = () => '2026-01-01T00:00:00Z';
    const verdict = await verdictOf(fake);
    expect(verdict).toMatchObject({ status: 'error', code: 'CONTROLLER_NOT_WORKING' });
    expect(verdict.summary).toContain('n2');
  });
  it('a lease that was renewed until a moment ago is no sign of life', async () => {
    const fake = new FakeApi().set(half);
    const renewed = new Date().toISOString();
    fake.onLease = () => renewed;
    expect(await verdictOf(fake)).toMatchObject({ code: 'CONTROLLER_NOT_WORKING' });
  });
  it.each([-3_600_000, 3_600_000])(
    'clocks that differ by %i ms change nothing while the lease is renewed',
    async (skew) => {
      const fake = new FakeApi().set(half);
      fake.onLease = (call) => new Date(Date.now() + skew + call).toISOString();
      expect(await verdictOf(fake)).toMatchObject({ status: 'fail', code: 'POD_MISSING' });
    },
  );
  it.each([
    ['forbidden', 403],
    ['absent', 404],
  ])('a lease that is %s says nothing: the fail stands', async (_title, status) => {
    const fake = new FakeApi().set(half);
    fake.onLease = () => {
      throw answer(status);
    };
    expect(await verdictOf(fake)).toMatchObject({ status: 'fail' });
  });
  it.each([
    ['refused', refused()],
    ['a 503', answer(503)],
  ])('a lease whose reading is %s is an error', async (_title, error) => {
    const fake = new FakeApi().set(half);
    fake.onLease = () => {
      throw error;
    };
    expect(await verdictOf(fake)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });
  it('a generation that is not observed is an error, not a pass on stale status', async () => {
    const edited = daemonSet({ generation: 2, observed: 1 });
    expect(await verdictOf(new FakeApi().set({ ...right, daemonSet: edited }))).toMatchObject({
      status: 'error',
      code: 'GENERATION_NOT_OBSERVED',
    });
  });
});
