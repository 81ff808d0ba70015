import { beforeAll, describe, expect, it } from 'vitest';
import { readyAfterAnnotation, simulateAnnotation, simulations } from '../../lab/simulation.ts';
import type { Pod } from '../../placement/types.ts';
import { controlPlane, nodes } from '../testing/control-plane.ts';
import { waitUntil } from '../wait.ts';

const plane = controlPlane('test-stages');
const pods = '/api/v1/namespaces/default/pods';

beforeAll(() => plane.provider.reset({ nodes: nodes('a') }));

interface Asked {
  annotations?: Record<string, string>;
  spec?: object;
}

async function create(name: string, { annotations = {}, spec = {} }: Asked): Promise<void> {
  const containers = [
    { name: 'one', image: 'x' },
    { name: 'two', image: 'y' },
  ];
  await plane.api.request('POST', pods, {
    body: { metadata: { name, annotations }, spec: { containers, ...spec } },
  });
}

async function until(name: string, what: string, holds: (pod: Pod) => boolean): Promise<Pod> {
  let last: Pod | undefined;
  await waitUntil<Pod>(plane.api, pods, {
    timeoutMs: 10_000,
    what: `pod ${name} to be ${what}`,
    query: { fieldSelector: `metadata.name=${name}` },
    until: ([pod]) => {
      last = pod;
      return pod !== undefined && holds(pod);
    },
  });
  return last as Pod;
}

const condition = (pod: Pod, type: string) => pod.status?.conditions?.find((found) => found.type === type);
const isReady = (pod: Pod) => condition(pod, 'Ready')?.status === 'True';
const runs = (pod: Pod) => pod.status?.phase === 'Running';
const container = (pod: Pod) => (pod.status?.containerStatuses as Record<string, unknown>[] | undefined)?.[0];
const waiting = (pod: Pod) => (container(pod)?.state as { waiting?: { reason: string } } | undefined)?.waiting?.reason;
const annotate = (name: string, change: string) => plane.kubectl(`annotate pod ${name} --overwrite ${change}`);
const events = async (name: string) => {
  const { items } = await plane.api.list('/api/v1/namespaces/default/events');
  return items
    .filter(({ involvedObject }) => (involvedObject as { name: string }).name === name)
    .map(({ reason }) => reason);
};

describe('a pod on a simulated node', () => {
  it('runs, is Ready at once, and goes at once when it is deleted', async () => {
    await create('well', { spec: { initContainers: [{ name: 'first', image: 'z' }] } });
    const pod = await until('well', 'Ready', isReady);
    expect(pod.status).toMatchObject({ phase: 'Running', podIP: expect.stringMatching(/^10\./) as string });
    expect(pod.status?.containerStatuses).toMatchObject([{ name: 'one', ready: true }, { name: 'two' }]);
    expect(pod.status?.initContainerStatuses).toMatchObject([{ state: { terminated: { reason: 'Completed' } } }]);
    await plane.kubectl('delete pod well --timeout=30s');
  });

  it('is not Ready while it simulates that, and keeps its address and containers when it turns Ready and back', async () => {
    await create('gate', { annotations: { [simulateAnnotation]: 'not-ready' } });
    const before = await until('gate', 'Running', runs);
    expect(condition(before, 'Ready')).toMatchObject({ status: 'False', reason: 'ContainersNotReady' });
    await annotate('gate', `${simulateAnnotation}-`);
    const after = await until('gate', 'Ready', isReady);
    expect(condition(after, 'Ready')?.reason).toBeUndefined();
    expect(after.status?.podIP).toBe(before.status?.podIP);
    expect(container(after)).toMatchObject({ ready: true, state: container(before)?.state });
    await annotate('gate', `${simulateAnnotation}=not-ready`);
    expect(container(await until('gate', 'not Ready', (pod) => !isReady(pod)))).toMatchObject({ ready: false });
  });

  it('runs first and turns Ready as late as it says', async () => {
    await create('slow', { annotations: { [readyAfterAnnotation]: '1s' } });
    expect(isReady(await until('slow', 'Running', runs))).toBe(false);
    const pod = await until('slow', 'Ready', isReady);
    const { lastTransitionTime } = condition(pod, 'Ready') as unknown as { lastTransitionTime: string };
    expect(Date.parse(lastTransitionTime)).toBeGreaterThan(Date.parse(String(pod.status?.startTime)));
  });

  it('waits for its readiness gate, and for nothing else that is True', async () => {
    await create('gated', { spec: { readinessGates: [{ conditionType: 'example.com/warm' }] } });
    const before = await until('gated', 'Running', runs);
    expect(condition(before, 'Ready')).toMatchObject({ status: 'False', reason: 'ReadinessGatesNotReady' });
    expect(condition(before, 'ContainersReady')?.status).toBe('True');
    const set = (type: string, status: string) =>
      plane.kubectl(
        `patch pod gated --subresource=status -p ${JSON.stringify({ status: { conditions: [{ type, status }] } })}`,
      );
    await set('example.com/other', 'True');
    // What kwok does to a later pod, it has done to this one.
    await create('later', {});
    await until('later', 'Ready', isReady);
    expect(isReady(await until('gated', 'Running', runs))).toBe(false);
    await set('example.com/warm', 'True');
    await until('gated', 'Ready', isReady);
    await set('example.com/warm', 'False');
    await until('gated', 'not Ready', (pod) => !isReady(pod));
  });

  it('backs off pulling an image that it simulates not to get, and runs once that is over', async () => {
    await create('no-image', { annotations: { [simulateAnnotation]: 'image-pull-error' } });
    await until('no-image', 'in ErrImagePull', (found) => waiting(found) === 'ErrImagePull');
    const pod = await until('no-image', 'in back-off', (found) => waiting(found) === 'ImagePullBackOff');
    expect(pod.status?.phase).toBe('Pending');
    expect(await events('no-image')).toEqual(expect.arrayContaining(['Failed', 'BackOff']));
    await annotate('no-image', `${simulateAnnotation}-`);
    await until('no-image', 'Ready', isReady);
  });

  it.each(['from the start', 'after it ran well'])(
    'crashes %s, is restarted three times and then waits',
    async (when) => {
      const name = `crash-${when.slice(0, 4).trim()}`;
      const annotations: Record<string, string> =
        when === 'from the start' ? { [simulateAnnotation]: 'crash-loop' } : {};
      await create(name, { annotations });
      if (when === 'after it ran well') {
        await until(name, 'Ready', isReady);
        await annotate(name, `${simulateAnnotation}=crash-loop`);
      }
      const pod = await until(
        name,
        'in the last back-off',
        (found) => waiting(found) === 'CrashLoopBackOff' && container(found)?.restartCount === 3,
      );
      expect(pod.status?.phase).toBe('Running');
      expect(isReady(pod)).toBe(false);
      expect(container(pod)).toMatchObject({
        ready: false,
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      });
      await annotate(name, `${simulateAnnotation}-`);
      expect(container(await until(name, 'Ready', isReady))).toMatchObject({ restartCount: 3 });
    },
  );

  it.each([
    ['failed', 'Failed', 'Evicted'],
    ['succeeded', 'Succeeded', undefined],
  ])('ends when it simulates that it %s', async (simulation, phase, reason) => {
    await create(simulation, { annotations: { [simulateAnnotation]: simulation } });
    const pod = await until(simulation, phase, (found) => found.status?.phase === phase);
    expect(pod.status?.reason).toBe(reason);
    expect(isReady(pod)).toBe(false);
  });

  it('does not run well for a word that is misspelt, and says which there are', async () => {
    await create('typo', { annotations: { [simulateAnnotation]: 'crashloop' } });
    const pod = await until('typo', 'waiting', (found) => waiting(found) !== undefined);
    expect(pod.status?.phase).toBe('Pending');
    expect(container(pod)?.state).toEqual({
      waiting: { reason: 'UnknownSimulation', message: `expected one of ${Object.keys(simulations).join(', ')}` },
    });
  });

  it('completes when a Job owns it', async () => {
    await plane.kubectl('create job once --image=x');
    await plane.kubectl('wait --for=condition=Complete job/once --timeout=10s');
  });
});
