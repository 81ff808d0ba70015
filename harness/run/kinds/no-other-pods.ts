import { judgeOtherPods, otherPodsStay } from '../../verdict/other-pods.ts';
import type { Kind } from './kind.ts';
import { settled } from './settling.ts';

const workloads = [
  ['v1', 'Pod', 'pods'],
  ['v1', 'ReplicationController', 'replicationcontrollers'],
  ['apps/v1', 'DaemonSet', 'daemonsets'],
  ['apps/v1', 'Deployment', 'deployments'],
  ['apps/v1', 'ReplicaSet', 'replicasets'],
  ['apps/v1', 'StatefulSet', 'statefulsets'],
  ['batch/v1', 'CronJob', 'cronjobs'],
  ['batch/v1', 'Job', 'jobs'],
] as const;

export const noOtherPods: Kind<'noOtherPods'> = async (expectation, context) => {
  const namespace = expectation.namespace ?? context.namespace;
  const collections = workloads.map(([version, kind, name]) => ({
    path: `/${version === 'v1' ? 'api' : 'apis'}/${version}/namespaces/${namespace}/${name}`,
    kind,
  }));
  return () =>
    settled(
      {
        collections,
        judge: (seen) => judgeOtherPods(expectation.than, seen.flat()),
        isLost: (seen) => otherPodsStay(expectation.than, seen.flat()),
      },
      expectation,
      context,
    );
};
