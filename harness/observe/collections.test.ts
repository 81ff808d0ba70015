import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PlainVerdict } from '../result.ts';
import { judgeAbsence, judgeObjects } from '../verdict/objects.ts';
import { type CollectionQuestion, settleCollections } from './collections.ts';
import { answer, FakeApi, refused } from './testing/fake-api.ts';
import type { UntilFinalOptions } from './until-final.ts';

const held = (...objects: object[]) => {
  const fake = new FakeApi();
  fake.objects.nodes = objects;
  return fake;
};
const object = (ready: number) => ({ metadata: { name: 'n1', uid: 'n1' }, status: { ready } });
const there: CollectionQuestion['judge'] = ([objects = []]) =>
  judgeObjects({ subject: 'Node n1', subset: { status: { ready: 2 } } }, objects);
const away: CollectionQuestion['judge'] = ([objects = []]) => judgeAbsence({ subject: 'Node n1' }, objects);

function settled(
  fake: FakeApi,
  options: Partial<UntilFinalOptions & Omit<CollectionQuestion, 'collections'>> = {},
): Promise<PlainVerdict> {
  const { judge = there, inOrder = false, isLost, dependsOnControllers, ...rest } = options;
  const question = { judge, inOrder, ...(isLost && { isLost }), ...(dependsOnControllers && { dependsOnControllers }) };
  return settleCollections(
    fake.api,
    { collections: [{ path: '/api/v1/nodes' }], ...question },
    { timeoutMs: 80, answerWithinMs: 80, ...rest },
  );
}
const watched = async (fake: FakeApi) => {
  while (fake.watching === 0) await sleep(5);
};

describe('settleCollections', () => {
  it('passes at once on what is there', async () => {
    expect(await settled(held(object(2)), { timeoutMs: 60_000 })).toMatchObject({ code: 'OK' });
  });
  it('waits for the fields, and what comes after them is not its business', async () => {
    const fake = held(object(1));
    const verdict = settled(fake, { timeoutMs: 60_000 });
    await watched(fake);
    fake.emit('nodes', 'MODIFIED', object(2));
    expect(await verdict).toMatchObject({ code: 'OK' });
  });
  it('says what differs at the timeout', async () => {
    expect(await settled(held(object(1)))).toMatchObject({
      status: 'fail',
      code: 'OBJECT_DIFFERS',
      summary: 'Node n1 is not as expected: status.ready: expected 2, found 1.',
    });
  });
  it('an object that is not there, or that goes, is not found', async () => {
    expect(await settled(held())).toMatchObject({ status: 'fail', code: 'OBJECT_NOT_FOUND' });
    const fake = held(object(1));
    const verdict = settled(fake);
    await watched(fake);
    fake.objects.nodes = [];
    fake.emit('nodes', 'DELETED', object(1));
    expect(await verdict).toMatchObject({ code: 'OBJECT_NOT_FOUND' });
  });
  it('a watch that is dead without saying so: what a new list shows counts', async () => {
    const fake = held(object(1));
    const verdict = settled(fake);
    await watched(fake);
    fake.objects.nodes = [object(2)];
    expect(await verdict).toMatchObject({ code: 'OK' });
  });
  it('what no waiting mends fails at once', async () => {
    const lost = settled(held(object(1)), { timeoutMs: 60_000, isLost: () => true });
    expect(await lost).toMatchObject({ code: 'OBJECT_DIFFERS' });
  });
  it.each([
    ['refused', refused()],
    ['a 500', answer(500)],
  ])('an API server that says %s is an error, never "not found", and never absence', async (_title, error) => {
    for (const judge of [there, away]) {
      const fake = held(...(judge === there ? [object(1)] : []));
      fake.onList = () => {
        throw error;
      };
      expect(await settled(fake, { judge })).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
    }
    const later = held(object(1));
    later.onList = (_part, call) => {
      if (call > 1) throw error;
    };
    expect(await settled(later)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });
  it('a kind that may not be listed is nobody’s fault, and no bug of ours', async () => {
    const fake = held(object(1));
    fake.onList = () => {
      throw answer(403);
    };
    await expect(settled(fake)).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe('settleCollections in order', () => {
  it('takes no pass of a watch that lags behind what a list shows', async () => {
    const lagging = () => {
      const fake = held(object(2));
      fake.onWatch = () => {
        fake.objects.nodes = [object(1)];
      };
      return fake;
    };
    expect(await settled(lagging(), { inOrder: true })).toMatchObject({ status: 'fail', code: 'OBJECT_DIFFERS' });
    expect(await settled(lagging())).toMatchObject({ status: 'pass' });
  });
  it('passes what both show, and errs when the list is refused', async () => {
    expect(await settled(held(object(2)), { inOrder: true })).toMatchObject({ status: 'pass' });
    const fake = held(object(2));
    fake.onList = (_part, call) => {
      if (call > 1) throw refused();
    };
    expect(await settled(fake, { inOrder: true })).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
  });
});

describe('settleCollections and what must hold', () => {
  const absence = { judge: away, holdsForMs: 60, timeoutMs: 60_000 };
  it('passes when it held all the time', async () => {
    expect(await settled(held(), absence)).toMatchObject({ code: 'OK' });
  });
  it('begins anew when it comes back, and fails when it stays', async () => {
    const fake = held();
    const verdict = settled(fake, { ...absence, timeoutMs: 100, holdsForMs: 10_000 });
    await watched(fake);
    fake.objects.nodes = [object(1)];
    fake.emit('nodes', 'ADDED', object(1));
    expect(await verdict).toMatchObject({ status: 'fail', code: 'OBJECT_STILL_THERE' });
  });
  it('is an error when the API server or the controller manager was not there to change it', async () => {
    const gone = held();
    gone.onProbe = () => {
      throw refused();
    };
    expect(await settled(gone, absence)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
    const idle = held();
    idle.onLease = () => '2026-01-01T00:00:00Z';
    expect(await settled(idle, absence)).toMatchObject({ status: 'error', code: 'CONTROLLER_NOT_WORKING' });
    const unasked = settled(idle, { ...absence, dependsOnControllers: () => false });
    expect(await unasked).toMatchObject({ status: 'pass' });
  });
});
