import { describe, expect, it } from 'vitest';
import { createNamespace } from '../cluster/namespaces.ts';
import { controlPlane } from '../cluster/testing/control-plane.ts';
import { diffNodes } from '../lab/node-shape.ts';
import { settle } from '../observe/settle.ts';
import type { DaemonSet, Node } from '../placement/types.ts';
import type { PlacementVerdict } from '../result.ts';
import { toShape } from '../run/step.ts';
import { right, topology, type WrongAnswer, wrongAnswers } from './testing/wrong-answers.ts';

const plane = controlPlane('test-wrong');
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
