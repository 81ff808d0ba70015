import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../observe/settle.ts';
import type { Node, Pod } from '../../placement/types.ts';
import { controlPlane, nodes } from '../testing/control-plane.ts';
import { waitUntil } from '../wait.ts';

const plane = controlPlane('test-power');
const topology = { nodes: nodes('a', 'b', 'c') };
const podsPath = '/api/v1/namespaces/default/pods';
const agent = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'c', image: 'x' }] },
    },
  },
};

beforeEach(() => plane.provider.reset(topology));

const power = async (verb: 'stop' | 'start', node: string) => (await plane.provider.node(verb, node, [])).stdout;
const podsOn = async (node: string) =>
  (await plane.api.list<Pod>(podsPath, { query: { fieldSelector: `spec.nodeName=${node}` } })).items;
const ready = ({ status }: Node | Pod) => status?.conditions?.find(({ type }) => type === 'Ready')?.status;

function judge(kept?: string, timeoutMs = 30_000) {
  const intended = kept === undefined ? ({ kind: 'all' } as const) : ({ kind: 'names', names: ['a', 'c'] } as const);
  return settle(
    plane.api,
    {
      subject: { namespace: 'default', name: 'agent' },
      task: { daemonSet: 'default/agent', intended, ...(kept && { kept }) },
    },
    { timeoutMs },
  );
}

async function applyAgent(): Promise<void> {
  await plane.kubectl('apply -n default -f -', agent);
  expect((await judge()).verdict.status).toBe('pass');
}

async function untilSilent(node: string): Promise<Node> {
  let last: Node | undefined;
  await waitUntil<Node>(plane.api, '/api/v1/nodes', {
    timeoutMs: 60_000,
    what: `the node controller to find ${node} silent`,
    query: { fieldSelector: `metadata.name=${node}` },
    until: ([found]) => {
      last = found;
      // Each by a writer of its own, in either order.
      const effects = (found?.spec?.taints ?? []).map(({ effect }) => effect);
      return effects.includes('NoExecute') && effects.includes('NoSchedule');
    },
  });
  return last as Node;
}

describe('node stop', () => {
  it('lets the node controller find the node silent, and its pods stay as they are', async () => {
    await applyAgent();
    const [before] = await podsOn('b');
    expect(await power('stop', 'b')).toBe('node/b stopped\n');
    const node = await untilSilent('b');
    expect(ready(node)).toBe('Unknown');
    expect(node.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      reason: 'NodeStatusUnknown',
    });
    expect(node.spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual(
      expect.arrayContaining(['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute']),
    );
    await waitUntil<Pod>(plane.api, podsPath, {
      timeoutMs: 30_000,
      what: 'the pod to be marked',
      query: { fieldSelector: 'spec.nodeName=b' },
      until: ([pod]) => pod !== undefined && ready(pod) === 'False',
    });
    expect((await podsOn('b')).map(({ metadata }) => metadata.uid)).toEqual([before?.metadata.uid]);
    expect((await judge('kubernetes.io/hostname=b')).verdict.status).toBe('pass');
    // The wrong expectation fails: the DaemonSet does not want the node any more.
    expect((await judge(undefined, 1_000)).verdict).toMatchObject({
      status: 'fail',
      code: 'INTENDED_NODE_NOT_ELIGIBLE',
    });
    // The status may be from the moment between the condition and the taint, until something touches the DaemonSet.
    await plane.kubectl('annotate -n default daemonset agent touched=yes');
    await plane.kubectl('wait -n default --for=jsonpath={.status.numberMisscheduled}=1 ds/agent --timeout=30s');
    const { status } = await plane.api.get('/apis/apps/v1/namespaces/default/daemonsets/agent');
    expect(status).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2 });

    await plane.kubectl('delete -n default pod --field-selector spec.nodeName=b --wait=false');
    const { exitCode } = await plane.tryKubectl(
      `wait -n default --for=delete pod/${before?.metadata.name} --timeout=2s`,
    );
    expect(exitCode, 'nobody is there to end the pod').toBe(1);

    expect(await power('start', 'b')).toBe('node/b started\n');
    expect((await judge()).verdict.status).toBe('pass');
    expect((await podsOn('b')).map(({ metadata }) => metadata.uid)).not.toContain(before?.metadata.uid);
  });

  it('is undone by start: the node is Ready, and so is the very pod that was on it', async () => {
    await applyAgent();
    const [before] = await podsOn('b');
    await power('stop', 'b');
    await untilSilent('b');
    await power('start', 'b');
    expect((await judge()).verdict.status).toBe('pass');
    const [after] = await podsOn('b');
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(ready(after as Pod)).toBe('True');
  });

  it('starts nothing on the node, whoever binds a pod to it', async () => {
    await power('stop', 'b');
    const spec = { nodeName: 'b', containers: [{ name: 'c', image: 'x' }] };
    await plane.api.request('POST', podsPath, { body: { metadata: { name: 'bound' }, spec } });
    const running = await plane.tryKubectl(
      'wait -n default --for=jsonpath={.status.phase}=Running pod/bound --timeout=2s',
    );
    expect(running.exitCode).toBe(1);
    await power('start', 'b');
    await plane.kubectl('wait -n default --for=condition=Ready pod/bound --timeout=10s');
  });

  it.each(['at once', 'once it counts as NotReady'])('is undone by a reset, %s', async (when) => {
    await power('stop', 'b');
    if (when !== 'at once') await untilSilent('b');
    await plane.provider.reset(topology);
    await applyAgent();
    await power('stop', 'a');
    // A node that a reset made anew can be stopped again, and one that is gone needs no start.
    await plane.provider.reset({ nodes: nodes('b') });
    expect((await plane.api.list('/api/v1/nodes')).items.map(({ metadata }) => metadata.name)).toEqual(['b']);
  });

  it('can be said twice, as can start', async () => {
    expect(await power('stop', 'b')).toBe('node/b stopped\n');
    expect(await power('stop', 'b')).toBe('node/b stopped\n');
    expect(await power('start', 'b')).toBe('node/b started\n');
    expect(await power('start', 'b')).toBe('node/b started\n');
  });

  it.each(['stop', 'start'] as const)('refuses to %s a node that does not exist, and arguments', async (verb) => {
    await expect(power(verb, 'nobody')).rejects.toMatchObject({
      exitCode: 2,
      message: 'Expected a node named nobody but found none.',
    });
    await expect(plane.provider.node(verb, 'b', ['--now'])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--now') as string,
    });
  });

  it('refuses a node that kwok does not run', async () => {
    await plane.api.request('POST', '/api/v1/nodes', { body: { metadata: { name: 'foreign' } } });
    await expect(power('stop', 'foreign')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('kwok does not run it') as string,
    });
  });
});
