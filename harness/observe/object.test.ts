import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settleObject } from './object.ts';
import { answer, FakeApi, refused } from './testing/fake-api.ts';

const resources = {
  resources: [
    { kind: 'Node', name: 'nodes', namespaced: false },
    { kind: 'Node', name: 'nodes/status', namespaced: false },
  ],
};
class WithDiscovery extends FakeApi {
  override async get(path: string, init: { signal?: AbortSignal } = {}): Promise<unknown> {
    return path === '/api/v1' ? resources : super.get(path, init);
  }
}
const held = (...objects: object[]) => {
  const fake = new WithDiscovery();
  fake.objects.nodes = objects;
  return fake;
};
const object = (ready: number) => ({ metadata: { name: 'n1' }, status: { ready } });
const settled = (fake: FakeApi, { kind = 'Node', timeoutMs = 80 } = {}) =>
  settleObject(
    fake.api,
    { apiVersion: 'v1', kind, name: 'n1', namespace: 'lab', subset: { status: { ready: 2 } } },
    { timeoutMs },
  );

describe('settleObject', () => {
  it('passes at once on what is there', async () => {
    expect(await settled(held(object(2)), { timeoutMs: 60_000 })).toMatchObject({ code: 'OK' });
  });
  it('waits for the fields, and what comes after them is not its business', async () => {
    const fake = held(object(1));
    const verdict = settled(fake, { timeoutMs: 60_000 });
    while (fake.watching === 0) await sleep(5);
    fake.emit('nodes', 'MODIFIED', object(2));
    fake.emit('nodes', 'MODIFIED', object(3));
    expect(await verdict).toMatchObject({ code: 'OK' });
  });
  it('says what differs at the timeout', async () => {
    expect(await settled(held(object(1)))).toMatchObject({
      status: 'fail',
      code: 'OBJECT_DIFFERS',
      summary: 'Node n1 is not as expected: status.ready: expected 2, found 1.',
    });
  });
  it('an object or a kind that is not there is not found', async () => {
    expect(await settled(held())).toMatchObject({ status: 'fail', code: 'OBJECT_NOT_FOUND' });
    expect(await settled(held(object(2)), { kind: 'Nodes' })).toMatchObject({
      status: 'fail',
      code: 'OBJECT_NOT_FOUND',
    });
  });
  it('a watch that is dead without saying so: what a new list shows counts', async () => {
    const fake = held(object(1));
    const verdict = settled(fake);
    while (fake.watching === 0) await sleep(5);
    fake.objects.nodes = [object(2)];
    expect(await verdict).toMatchObject({ code: 'OK' });
  });
  it.each([
    ['refused', refused()],
    ['a 500', answer(500)],
  ])('an API server that says %s is an error, never "not found"', async (_title, error) => {
    const fake = held(object(1));
    fake.onList = () => {
      throw error;
    };
    expect(await settled(fake)).toMatchObject({ status: 'error', code: 'API_UNREACHABLE' });
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
