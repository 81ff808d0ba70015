import { countPods } from '../../observe/identities.ts';
import type { Pod } from '../../placement/types.ts';
import { identitiesOf, judgeReplacement } from '../../verdict/replaced.ts';
import { untilDone } from './controller-done.ts';
import type { Check, ExpectationContext, Kind, Of } from './kind.ts';
import { settled, settlingOptions } from './settling.ts';

export const podsReplaced: Kind<'podsReplaced'> = (expectation, context) => {
  const { daemonSet, selector = '' } = expectation;
  return daemonSet === undefined
    ? selectedPods(expectation, context, selector)
    : daemonPods(expectation, context, daemonSet);
};

/** Waits until the controller is done, since a pod that is not replaced by then never will be. */
async function daemonPods(
  expectation: Of<'podsReplaced'>,
  context: ExpectationContext,
  daemonSet: string,
): Promise<Check> {
  const { api } = context;
  const { on, namespace = context.namespace } = expectation;
  const subject = { namespace, name: daemonSet };
  const { owned: before } = await countPods(api, subject);
  return async () => {
    const done = await untilDone(api, subject, settlingOptions(expectation, context));
    if (done.verdict.status !== 'pass') return done;
    const { owned: after, alive } = await countPods(api, subject);
    return { ...done, verdict: judgeReplacement({ on, before, after, alive, subject: daemonSet }) };
  };
}

/** Where no DaemonSet owns the pods nothing says when all is done, so it has to hold for a while. */
async function selectedPods(
  expectation: Of<'podsReplaced'>,
  context: ExpectationContext,
  selector: string,
): Promise<Check> {
  const path = `/api/v1/namespaces/${expectation.namespace ?? context.namespace}/pods`;
  const { items } = await context.api.list<Pod>(path);
  const before = identitiesOf(items, selector);
  const subject = `the pods with ${selector}`;
  return () =>
    settled(
      {
        collections: [{ path }],
        judge: ([pods = []]) => {
          const now = pods as unknown as readonly Pod[];
          const after = identitiesOf(now, selector);
          const alive = new Set(now.map(({ metadata }) => metadata.uid ?? ''));
          return judgeReplacement({ on: expectation.on, before, after, alive, subject });
        },
      },
      expectation,
      context,
    );
}
