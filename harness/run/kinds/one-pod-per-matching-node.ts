import { settle } from '../../observe/settle.ts';
import { toIntended } from './intended.ts';
import type { Kind } from './kind.ts';
import { settlingOptions } from './settling.ts';

export const onePodPerMatchingNode: Kind<'onePodPerMatchingNode'> = async (expectation, context) => {
  const { daemonSet, kept, mayKeep, allowEmpty } = expectation;
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
  return () => settle(context.api, { subject, task }, settlingOptions(expectation, context));
};
