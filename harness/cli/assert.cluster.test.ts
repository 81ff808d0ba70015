import { beforeAll, describe, expect, it } from 'vitest';
import { createNamespace } from '../cluster/namespaces.ts';
import { controlPlane, nodes } from '../cluster/testing/control-plane.ts';
import { diffNodes } from '../lab/node-shape.ts';
import { settle } from '../observe/settle.ts';
import type { DaemonSet, Node } from '../placement/types.ts';
import type { PlacementVerdict } from '../result.ts';
import { toShape } from '../run/step.ts';
import { course, type Said, verdictIn } from './testing/course.ts';
import { agent, right, topology, type WrongAnswer, wrongAnswers } from './testing/wrong-answers.ts';

const plane = controlPlane('test-assert');
const inLab = (args: string, manifest?: object) => plane.kubectl(`-n lab ${args}`, manifest);

function assert(...args: string[]): Promise<Said> {
  return course([
    'assert',
    'daemonset/agent',
    '-n',
    'lab',
    '--kubeconfig',
    plane.provider.kubeconfig(),
    '-o',
    'json',
    ...args,
  ]);
}

async function timed(work: () => Promise<Said>): Promise<Said & { seconds: number; verdict: PlacementVerdict }> {
  const started = performance.now();
  const said = await work();
  return { ...said, seconds: (performance.now() - started) / 1_000, verdict: verdictIn(said) };
}

async function freshLab(): Promise<void> {
  await plane.provider.reset({ nodes: nodes('n1', 'n2', 'n3') });
  await createNamespace(plane.api, 'lab');
}

const table: string[] = [];

async function judged(namespace: string, apply: object[], after?: WrongAnswer['after']): Promise<PlacementVerdict> {
  const { api } = plane;
  const before = (await api.list<Node>('/api/v1/nodes')).items.map(toShape);
  await createNamespace(api, namespace);
  for (const manifest of apply) await plane.kubectl(`apply -n ${namespace} -f -`, manifest);
  await after?.(plane, namespace);
  const task = {
    daemonSet: `${namespace}/agent`,
    intended: { kind: 'all' } as const,
    topologyChanges: (nodes: readonly Node[]) => diffNodes(before, nodes.map(toShape)),
  };
  return (await settle(api, { subject: { namespace, name: 'agent' }, task }, { timeoutMs: 2_500 })).verdict;
}

/** How the usual checks fare beside ours. */
async function others(namespace: string): Promise<string> {
  const { exitCode } = await plane.tryKubectl(`rollout status ds/agent -n ${namespace} --timeout=1s`);
  const status = await plane.api.get<DaemonSet>(`/apis/apps/v1/namespaces/${namespace}/daemonsets/agent`).then(
    (found) => found.status,
    () => undefined,
  );
  const agrees = status !== undefined && status.numberReady === status.desiredNumberScheduled;
  return `rollout status ${exitCode === 0 ? 'PASSES' : 'fails '}  ready==desired ${agrees ? 'PASSES' : 'fails '}`;
}

async function refuse({ title, apply, after, code, nodes, why }: WrongAnswer, namespace: string): Promise<void> {
  const verdict = await judged(namespace, apply, after);
  table.push(
    `${title.padEnd(55)} ${await others(namespace)}  ours: ${verdict.code} ${verdict.nodes
      .filter(({ status }) => status !== 'pass')
      .map(({ node }) => node)
      .join(' ')}`,
  );
  const failing = verdict.nodes.filter(({ status }) => status !== 'pass');
  expect(verdict, title).toMatchObject({ status: 'fail', code });
  if (nodes.length > 0)
    expect(
      failing.map(({ node }) => node),
      title,
    ).toEqual(nodes);
  if (why !== '') expect(failing.map(({ message }) => message).join('\n'), title).toContain(why);
  if (code === 'POD_MISSING') expect(failing, title).toHaveLength(2);
}

describe('one agent on every node, control plane and GPU node included', () => {
  it('the right answer passes', async () => {
    await plane.provider.reset({ nodes: topology });
    expect(await judged('right', [right])).toMatchObject({ status: 'pass' });
  });

  it('none of 20 wrong answers passes, and each verdict names the nodes and the cause', async () => {
    expect(wrongAnswers).toHaveLength(20);
    await plane.provider.reset({ nodes: topology });
    const together = wrongAnswers.filter(({ alone }) => !alone);
    const results = await Promise.allSettled(together.map((answer, index) => refuse(answer, `wrong-${index}`)));
    const alone: PromiseSettledResult<void>[] = [];
    for (const answer of wrongAnswers.filter((one) => one.alone)) {
      await plane.provider.reset({ nodes: topology });
      alone.push(...(await Promise.allSettled([refuse(answer, 'wrong-alone')])));
    }
    process.stderr.write(`${table.join('\n')}\n`);
    const failures = [...results, ...alone].flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason)] : [],
    );
    expect(failures).toEqual([]);
  });
});

describe('assert', () => {
  beforeAll(freshLab);

  it('of a DaemonSet that does not exist waits until its timeout, then 1', async () => {
    const { exitCode, seconds, verdict } = await timed(() => assert('--intended', 'all', '--timeout', '400ms'));
    expect({ exitCode, code: verdict.code }).toEqual({ exitCode: 1, code: 'DAEMONSET_NOT_FOUND' });
    expect(seconds).toBeGreaterThan(0.4);
    expect(seconds).toBeLessThan(3);
  });

  it('passes once all is right, waits for what is not there yet, and holds if asked', async () => {
    const asserted = assert('--intended', 'all', '--timeout', '20s', '--holds-for', '300ms');
    await inLab('apply -f -', agent());
    expect(await asserted).toMatchObject({ exitCode: 0 });
    expect(await assert('--intended', 'eligible')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [[], 'Expected --intended'],
    [['--intended', 'everywhere'], 'Expected --intended'],
    [['--intended', 'names=,'], 'Expected --intended'],
    [['--intended', 'labels=a in (b'], 'selector'],
    [['--intended', 'all', '--kept', 'a in (b'], 'selector'],
    [['--intended', 'reference=/no/such/file.yaml'], '/no/such/file.yaml'],
    [['--intended', 'all', '--timeout', 'soon'], '--timeout'],
    [['--intended', 'all', '--context', 'nobody'], 'nobody'],
  ])('%j is a usage error, and nothing is judged', async (args, text) => {
    const { exitCode, stdout, stderr } = await assert(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it('never writes: no object changes while it judges', async () => {
    const versions = async () =>
      (await plane.kubectl('get ds,pods,controllerrevisions,nodes,events -A -o name --show-managed-fields')) +
      (await inLab('get ds,pods,controllerrevisions -o jsonpath={.items[*].metadata.resourceVersion}'));
    const before = await versions();
    await assert('--intended', 'labels=nothing=here', '--timeout', '300ms');
    expect(await versions()).toBe(before);
  });

  it('fails on the fixpoint at once, and names the node and the cause', async () => {
    await plane.kubectl('taint node n2 gpu=true:NoSchedule');
    const { exitCode, seconds, verdict } = await timed(() => assert('--intended', 'all', '--timeout', '60s'));
    expect({ exitCode, code: verdict.code }).toEqual({ exitCode: 1, code: 'INTENDED_NODE_NOT_ELIGIBLE' });
    expect(verdict.nodes.find(({ node }) => node === 'n2')?.message).toContain('gpu=true:NoSchedule');
    expect(seconds).toBeLessThan(5);
    expect(await assert('--intended', 'names=n1,n3', '--kept', 'kubernetes.io/hostname=n2')).toMatchObject({
      exitCode: 0,
    });
    await plane.kubectl('taint node n2 gpu-');
  });
});

describe('assert without a controller manager', () => {
  it('does not pass a changed DaemonSet on stale status, nor fail a label that nobody acts on; both are errors', async () => {
    await plane.provider.component('stop', 'kube-controller-manager');
    await plane.kubectl('label node n3 pool=late');
    const selective = agent({ nodeSelector: { pool: 'late' } }, { name: 'selective' });
    const unchanged = await timed(() => assert('--intended', 'all', '--timeout', '300ms'));
    expect(unchanged, 'what was done before stays judged').toMatchObject({ exitCode: 0 });

    await inLab('delete pod -l app=agent --field-selector spec.nodeName=n1');
    // As if it had been gone for a while: a lease that is still fresh would have to be watched for 10 s.
    await plane.kubectl(
      `patch lease kube-controller-manager -n kube-system --type=merge -p {"spec":{"renewTime":"2026-01-01T00:00:00.000000Z"}}`,
    );
    const missing = await timed(() => assert('--intended', 'all', '--timeout', '300ms'));
    expect({ exitCode: missing.exitCode, code: missing.verdict.code }).toEqual({
      exitCode: 3,
      code: 'CONTROLLER_NOT_WORKING',
    });
    expect(missing.verdict.summary).toContain('n1');

    await inLab('set image ds/agent agent=registry.k8s.io/pause:3.9');
    const edited = await timed(() => assert('--intended', 'all', '--timeout', '300ms'));
    expect({ exitCode: edited.exitCode, code: edited.verdict.code }).toEqual({
      exitCode: 3,
      code: 'GENERATION_NOT_OBSERVED',
    });

    await inLab('apply -f -', selective);
    const fresh = await course([
      'assert',
      'ds/selective',
      '-n',
      'lab',
      '--kubeconfig',
      plane.provider.kubeconfig(),
      '-o',
      'json',
      '--intended',
      'all',
      '--timeout',
      '300ms',
    ]);
    expect({ exitCode: fresh.exitCode, code: verdictIn(fresh).code }).toEqual({
      exitCode: 3,
      code: 'GENERATION_NOT_OBSERVED',
    });
    await inLab('delete ds selective');
    await plane.provider.component('start', 'kube-controller-manager');
    expect(await assert('--intended', 'all', '--timeout', '30s'), 'and all is well once it is back').toMatchObject({
      exitCode: 0,
    });
  });
});

describe('assert without an API server', () => {
  it('that stops in mid-verdict: exit 3 within a few seconds, the cluster named, the next command given', async () => {
    await inLab('patch ds agent --type=merge -p {"spec":{"template":{"spec":{"schedulerName":"nobody"}}}}');
    const asserted = timed(() => assert('--intended', 'all', '--timeout', '4s'));
    await plane.provider.component('stop', 'kube-apiserver');
    const { exitCode, seconds, verdict, stderr } = await asserted;
    expect({ exitCode, code: verdict.code, status: verdict.status }).toEqual({
      exitCode: 3,
      code: 'API_UNREACHABLE',
      status: 'error',
    });
    expect(verdict.summary).toContain('kwok-test-assert');
    expect(stderr).toMatch(/Nothing was judged on kwok-test-assert .*\nNext: \S+/);
    expect(seconds).toBeLessThan(9);
  });

  it('from the beginning: exit 3 as well', async () => {
    const { exitCode, verdict } = await timed(() => assert('--intended', 'all', '--timeout', '300ms'));
    expect({ exitCode, code: verdict.code }).toEqual({ exitCode: 3, code: 'API_UNREACHABLE' });
  });

  it('that comes back: the verdict is what it is then', async () => {
    const asserted = assert('--intended', 'all', '--timeout', '30s');
    await plane.provider.component('start', 'kube-apiserver');
    await inLab('patch ds agent --type=json -p [{"op":"remove","path":"/spec/template/spec/schedulerName"}]');
    expect(await asserted).toMatchObject({ exitCode: 0 });
  });
});
