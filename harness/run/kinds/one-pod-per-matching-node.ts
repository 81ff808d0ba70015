import { durationMs } from '../../lab/index.ts';
import { settle } from '../../observe/settle.ts';
import { toIntended } from './intended.ts';
import type { Kind } from './kind.ts';

export const onePodPerMatchingNode: Kind<'onePodPerMatchingNode'> = async (expectation, context) => {
  const { daemonSet, kept, mayKeep, allowEmpty, holdsFor, timeout } = expectation;
  const subject = { namespace: expectation.namespace ?? context.namespace, name: daemonSet };
  const intended = toIntended(expectation.intended, { lab: context.lab, name: daemonSet });
  const task = {
    daemonSet: `${subject.namespace}/${subject.name}`,
    intended,
    ...(kept && { kept }),
    ...(mayKeep && { mayKeep }),
    ...(allowEmpty && { allowEmpty }),
    ...(context.topologyChanges && { topologyChanges: context.topologyChanges }),
  };
  return () =>
    settle(
      context.api,
      { subject, task },
      {
        timeoutMs: durationMs(timeout),
        ...(holdsFor && { holdsForMs: durationMs(holdsFor) }),
        ...(context.signal && { signal: context.signal }),
      },
    );
};
