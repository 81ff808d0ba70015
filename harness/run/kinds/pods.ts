import type { Collection } from '../../observe/collections.ts';
import type { Node, Pod } from '../../placement/types.ts';
import type { PlainVerdict } from '../../result.ts';
import { makersOf, notAtRest } from '../../verdict/at-rest.ts';
import type { AnyObject } from '../../verdict/objects.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import { type ExpectedPods, judgePods } from '../../verdict/pods.ts';
import { toIntended } from './intended.ts';
import type { ExpectationContext, Kind, Of } from './kind.ts';
import { settled } from './settling.ts';

export const pods: Kind<'pods'> = async (expectation, context) => {
  const { selector = '', daemonSet } = expectation;
  const namespace = expectation.namespace ?? context.namespace;
  const expected = toExpected(expectation, context);
  const makers = daemonSet === undefined ? workloads(namespace) : [daemonSetNamed(namespace, daemonSet)];
  // First what makes the pods, then the pods: what a controller has counted is there when it is listed.
  const collections: Collection[] = [
    ...makers,
    { path: `/api/v1/namespaces/${namespace}/pods`, ...(selector && { query: { labelSelector: selector } }) },
    { path: '/api/v1/nodes' },
  ];
  const judge = (seen: readonly (readonly AnyObject[])[]): PlainVerdict => {
    const owners = seen.slice(0, makers.length).flat();
    return daemonSet === undefined
      ? judgeAtRest(expected, { makers: makersOf(selector, owners), ...podsIn(seen) })
      : judgeDaemonPods(expected, { daemonSet: owners[0], ...podsIn(seen) });
  };
  const podsIn = (seen: readonly (readonly AnyObject[])[]): Seen => {
    const [all = [], nodes = []] = seen.slice(makers.length) as unknown as readonly [readonly Pod[], readonly Node[]];
    return { pods: all, nodes };
  };
  return () =>
    settled(
      {
        collections,
        judge,
        inOrder: true,
        ...(expectation.state === 'Ready' && { readyPods: podsIn }),
        dependsOnControllers: ({ code }) => code !== 'DAEMONSET_NOT_FOUND',
      },
      expectation,
      context,
    );
};

const workloads = (namespace: string): Collection[] =>
  (['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'] as const).map((kind) => ({
    path: `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s`,
    kind,
  }));

const daemonSetNamed = (namespace: string, name: string): Collection => ({
  path: `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
  query: { fieldSelector: `metadata.name=${name}` },
  kind: 'DaemonSet',
});

function toExpected(expectation: Of<'pods'>, { lab, topologyChanges }: ExpectationContext): ExpectedPods {
  const { selector, daemonSet, on, perNode, elsewhere, unplaced, total, state, says, subset } = expectation;
  return {
    subject: daemonSet === undefined ? `Pods with ${selector}` : `Pods of ${daemonSet}`,
    perNode,
    ignoreElsewhere: elsewhere === 'any',
    unplaced,
    state,
    ...(on && { on: toIntended(on, { lab, name: '' }) }),
    ...(total !== undefined && { total }),
    ...(says !== undefined && { says }),
    ...(subset && { subset }),
    ...(topologyChanges && { topologyChanges }),
  };
}

interface Seen {
  pods: readonly Pod[];
  nodes: readonly Node[];
}

/** Judges pods once those that make them are done with them; a claim about pods that wait takes a stuck rollout as it is. */
function judgeAtRest(
  expected: ExpectedPods,
  { makers, ...seen }: Seen & { makers: readonly AnyObject[] },
): PlainVerdict {
  const verdict = judgePods(expected, seen);
  if (verdict.status !== 'pass') return verdict;
  return notAtRest(makers, { whole: expected.state === 'Ready' && expected.unplaced === 0 }) ?? verdict;
}

/** Judges the pods that a DaemonSet controls. */
function judgeDaemonPods(
  expected: ExpectedPods,
  { daemonSet, ...seen }: Seen & { daemonSet: AnyObject | undefined },
): PlainVerdict {
  if (!daemonSet)
    return plainVerdict('DAEMONSET_NOT_FOUND', `${expected.subject}: expected that DaemonSet but found none.`);
  const owned = seen.pods.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === daemonSet.metadata.uid),
  );
  return judgeAtRest(expected, { ...seen, pods: owned, makers: [daemonSet] });
}
