import { stringify } from 'yaml';
import type { Toolchain } from '../../toolchain/index.ts';
import { stages } from './stages/index.ts';

export const portNames = [
  'kube-apiserver',
  'etcd',
  'etcd-peer',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok-controller',
] as const;

/** Annotation that makes kwok simulate a node; one that is created without it never turns Ready, as if it had no kubelet. */
export const managedBy = { key: 'kwok.x-k8s.io/node', value: 'fake' } as const;

/** Departures from the usual control plane, for tests that need another; a cluster of other tuning is not reused. */
export interface Tuning {
  /** Flags of the controller manager, without dashes. */
  controllerManagerArgs?: Readonly<Record<string, string>>;
  /** `Gate=true,…`, for every component of the control plane. */
  featureGates?: string;
  /** `group/version=true,…`, for the API server. */
  runtimeConfig?: string;
}

/**
 * How long a node may be silent until it counts as NotReady. It renews its lease every 10 s; less than this, and nodes of a
 * machine that is busy with other things count as NotReady now and then. The usual 50 s every lesson would have to wait.
 */
const nodeMonitor = {
  kubeControllerManagerNodeMonitorGracePeriodMilliseconds: 25_000,
  kubeControllerManagerNodeMonitorPeriodMilliseconds: 1_000,
};

/** Collects garbage half as often as usual: side by side these clusters are short of cores and not of memory. */
const lazyCollection = [{ name: 'GOGC', value: '200' }];

/**
 * kwokctl's configuration: binaries of ours and ports of ours only, everything on loopback. Without `bindAddress` it
 * would listen on all addresses, and what it is not given it downloads.
 */
export function kwokctlConfig(
  toolchain: Toolchain,
  ports: Readonly<Record<string, number>>,
  tuning: Tuning = {},
): string {
  const { binaries } = toolchain;
  const controllerManagerArgs = Object.entries(tuning.controllerManagerArgs ?? {}).map(([key, value]) => ({
    key,
    value,
  }));
  const configuration = {
    kind: 'KwokctlConfiguration',
    apiVersion: 'config.kwok.x-k8s.io/v1alpha1',
    options: {
      runtime: 'binary',
      bindAddress: '127.0.0.1',
      kubeVersion: `v${toolchain.kubernetesVersion}`,
      etcdBinary: binaries.etcd,
      kubeApiserverBinary: binaries['kube-apiserver'],
      kubeControllerManagerBinary: binaries['kube-controller-manager'],
      kubeSchedulerBinary: binaries['kube-scheduler'],
      kwokControllerBinary: binaries.kwok,
      kubectlBinary: binaries.kubectl,
      kubeApiserverPort: ports['kube-apiserver'],
      etcdPort: ports.etcd,
      etcdPeerPort: ports['etcd-peer'],
      kubeControllerManagerPort: ports['kube-controller-manager'],
      kubeSchedulerPort: ports['kube-scheduler'],
      kwokControllerPort: ports['kwok-controller'],
      heartbeatFactor: 1,
      ...nodeMonitor,
      disableQPSLimits: true,
      ...(tuning.featureGates && { kubeFeatureGates: tuning.featureGates }),
      ...(tuning.runtimeConfig && { kubeRuntimeConfig: tuning.runtimeConfig }),
    },
    componentsPatches: [
      {
        name: 'etcd',
        extraArgs: [
          // A cluster whose etcd is gone is made anew; nothing has to survive that the machine loses its power.
          { key: 'unsafe-no-fsync', value: 'true' },
          // It has no other member to hear from, and at rest would do little else.
          { key: 'heartbeat-interval', value: '1000' },
          { key: 'election-timeout', value: '5000' },
        ],
        extraEnvs: lazyCollection,
      },
      { name: 'kube-apiserver', extraEnvs: lazyCollection },
      // Alone on its control plane, the scheduler has nobody to wait for; an election would cost up to 2 s at each start.
      { name: 'kube-scheduler', extraArgs: [{ key: 'leader-elect', value: 'false' }] },
      // The controller manager keeps its lease, since that is how a verdict knows that it works.
      {
        name: 'kube-controller-manager',
        extraArgs: [
          { key: 'leader-elect-retry-period', value: '1s' },
          // When nodes fail one after the other, the taint of the second would by default wait 10 s for its turn.
          { key: 'node-eviction-rate', value: '10' },
          ...controllerManagerArgs,
        ],
      },
      {
        name: 'kwok-controller',
        extraArgs: [
          { key: 'manage-all-nodes', value: 'false', override: true },
          { key: 'manage-nodes-with-annotation-selector', value: `${managedBy.key}=${managedBy.value}` },
        ],
      },
    ],
  };
  return [configuration, ...stages].map((document) => stringify(document)).join('---\n');
}
