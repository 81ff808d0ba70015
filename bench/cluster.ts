import { Api } from '../harness/cluster/api.ts';
import { runTool } from '../harness/cluster/exec.ts';
import { KwokProvider } from '../harness/cluster/kwok/kwok.ts';
import { cacheRoot, ensureToolchain, type Toolchain } from '../harness/toolchain/index.ts';

/** A cluster of the bench's own, and what is needed to work with it. */
export interface BenchCluster {
  provider: KwokProvider;
  toolchain: Toolchain;
  api: () => Promise<Api>;
  kubectl: (...args: string[]) => Promise<void>;
}

export async function benchCluster(name: string): Promise<BenchCluster> {
  const toolchain = await ensureToolchain({ env: process.env });
  const root = cacheRoot(process.env);
  const provider = new KwokProvider({ name, root, toolchain: async () => toolchain, env: process.env });
  return {
    provider,
    toolchain,
    api: () => Api.fromKubeconfig({ path: provider.kubeconfig() }),
    kubectl: async (...args) => {
      const env = {
        ...process.env,
        KUBECONFIG: provider.kubeconfig(),
        KUBECACHEDIR: `${root}/kubectl-cache`,
        KUBERC: 'off',
      };
      const { exitCode, stderr } = await runTool(toolchain.binaries.kubectl, args, { env });
      if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    },
  };
}

/** Nodes worker-1 … worker-N. */
export function workers(count: number): { nodes: { name: string }[] } {
  return { nodes: Array.from({ length: count }, (_, index) => ({ name: `worker-${index + 1}` })) };
}

export const agent = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'agent', image: 'registry.k8s.io/pause:3.10.2' }] },
    },
  },
};
