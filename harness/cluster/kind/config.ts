import { stringify } from 'yaml';

/** The nodes that every kind cluster of ours has; what a lab does not need of them is parked. */
export const poolNodes = ['control-plane', 'worker-1', 'worker-2', 'worker-3'] as const;

/** Mounted into every node from the cluster's own folder: by it a container is known to be ours, whatever it is called. */
export const markerPath = '/one-per-node';

export interface KindConfigOptions {
  name: string;
  /** Folder on this machine that is mounted at `markerPath`. */
  markerFolder: string;
  /** What this machine cannot do, and the nodes must not ask for. */
  machine: MachineLimits;
}

export interface MachineLimits {
  /** The kubelet refuses cgroup v1 unless told otherwise. */
  cgroupV1: boolean;
  /** Without CAP_SYS_RESOURCE nobody may make a process less likely to be killed. */
  cannotProtectFromOom: boolean;
}

/**
 * kind's configuration. Nodes are called what the labs call them; kind's own names stay those of the containers. The API
 * server listens on loopback alone, at a port that kind chooses.
 */
export function kindConfig({ name, markerFolder, machine }: KindConfigOptions): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name,
    networking: { apiServerAddress: '127.0.0.1' },
    nodes: poolNodes.map((node, index) => ({
      role: index === 0 ? 'control-plane' : 'worker',
      extraMounts: [{ hostPath: markerFolder, containerPath: markerPath, readOnly: true }],
      kubeadmConfigPatches: [
        stringify({ kind: index === 0 ? 'InitConfiguration' : 'JoinConfiguration', nodeRegistration: { name: node } }),
      ],
    })),
    kubeadmConfigPatches: [
      stringify(kubeletConfiguration(machine)),
      ...(machine.cannotProtectFromOom ? [stringify({ kind: 'KubeProxyConfiguration', oomScoreAdj: 0 })] : []),
    ],
    kubeadmConfigPatchesJSON6902: componentPatches(),
  });
}

/**
 * Nobody competes for these leases; with the usual 15 s and 10 s a controller on a busy machine gives up its lease, and
 * itself with it, although all is well.
 */
const patientElection = { 'leader-elect-lease-duration': '45s', 'leader-elect-renew-deadline': '30s' };

/**
 * A node that falls silent is NotReady after 20 s instead of 50 s, which a learner would sit and wait for. Kubelets then
 * have to report more often, or a busy machine would lose nodes that are well. The lease is renewed more often too, since
 * whoever asks whether the controllers work watches for its next renewal.
 */
const componentArgs = {
  controllerManager: {
    ...patientElection,
    'node-monitor-grace-period': '20s',
    'node-monitor-period': '1s',
    'leader-elect-retry-period': '1s',
  },
  scheduler: patientElection,
  // What a lab needs survives the end of etcd all the same; a machine that loses its power has no cluster left to mend.
  etcd: { 'unsafe-no-fsync': 'true' },
};

function kubeletConfiguration({ cgroupV1, cannotProtectFromOom }: MachineLimits): object {
  return {
    kind: 'KubeletConfiguration',
    nodeLeaseDurationSeconds: 8,
    nodeStatusUpdateFrequency: '2s',
    // Unless given, a kubelet that looks every 2 s would also write every 2 s.
    nodeStatusReportFrequency: '1m',
    ...(cgroupV1 && { failCgroupV1: false }),
    ...(cannotProtectFromOom && { oomScoreAdj: 0 }),
  };
}

/**
 * As JSON patches, since a merge would replace the list that kind fills; one for each form that kubeadm has had. The
 * scheduler and etcd have no list of kind's to add to, and get their own.
 */
function componentPatches(): object[] {
  const { controllerManager, scheduler, etcd } = componentArgs;
  const asList = (args: Readonly<Record<string, string>>) =>
    Object.entries(args).map(([name, value]) => ({ name, value }));
  const patch = (version: string, ops: { path: string; value: unknown }[]) => ({
    ...{ group: 'kubeadm.k8s.io', kind: 'ClusterConfiguration', version },
    patch: stringify(ops.map((op) => ({ op: 'add', ...op }))),
  });
  const args = Object.entries(controllerManager);
  return [
    patch('v1beta4', [
      ...args.map(([name, value]) => ({ path: '/controllerManager/extraArgs/-', value: { name, value } })),
      { path: '/scheduler/extraArgs', value: asList(scheduler) },
      { path: '/etcd', value: { local: { extraArgs: asList(etcd) } } },
    ]),
    patch('v1beta3', [
      ...args.map(([name, value]) => ({ path: `/controllerManager/extraArgs/${name}`, value })),
      { path: '/scheduler/extraArgs', value: scheduler },
      { path: '/etcd', value: { local: { extraArgs: etcd } } },
    ]),
  ];
}
