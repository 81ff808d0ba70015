import { Api } from '../../harness/cluster/api.ts';
import type { Tuning } from '../../harness/cluster/kwok/config.ts';
import { KwokProvider } from '../../harness/cluster/kwok/kwok.ts';
import { cacheRoot, ensureToolchain } from '../../harness/toolchain/index.ts';

/**
 * The DaemonSet controller is the only controller of these clusters, so whatever appears or vanishes is its doing:
 *
 * - node-lifecycle-controller would take condition taints that nobody's conditions bear out off the nodes within
 *   0.2–4 s, and put `unschedulable` on every cordoned one;
 * - taint-eviction-controller (one of its own since 1.29) would delete bound pods on nodes with a NoExecute taint, so
 *   that their end would prove nothing about the DaemonSet controller;
 * - pod-garbage-collector-controller would delete pods of nodes that are gone or out of service, and
 *   garbage-collector-controller would race the clean-up between rounds.
 *
 * The admission plugin TaintNodesByCondition stays: it adds not-ready:NoSchedule to a node at its creation, which is why
 * taints are written by an update.
 */
export const onlyDaemonSets: Tuning = {
  controllerManagerArgs: { controllers: 'daemonset-controller', 'concurrent-daemonset-syncs': '16' },
};

export const withComparisonOperators: Tuning = {
  ...onlyDaemonSets,
  featureGates: 'TaintTolerationComparisonOperators=true',
};

export interface LiveCluster {
  api: Api;
  down(): Promise<void>;
}

/** A control plane of the test's own, new even where a run that was killed left one of its name. */
export async function liveCluster(name: string, tuning: Tuning): Promise<LiveCluster> {
  const toolchain = await ensureToolchain({ env: process.env });
  const provider = new KwokProvider({
    name,
    root: cacheRoot(process.env),
    toolchain: async () => toolchain,
    env: process.env,
    tuning,
  });
  await provider.down();
  await provider.up();
  const api = await Api.fromKubeconfig({ path: provider.kubeconfig() });
  return {
    api,
    down: async () => {
      api.close();
      await provider.down();
    },
  };
}
