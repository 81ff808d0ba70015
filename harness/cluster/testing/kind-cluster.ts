import { afterAll, beforeAll } from 'vitest';
import { ensureToolchain } from '../../toolchain/index.ts';
import { Api } from '../api.ts';
import { runTool } from '../exec.ts';
import { type Docker, dockerAt } from '../kind/containers.ts';
import { engineThatRuns } from '../kind/engine.ts';
import type { KindProvider } from '../kind/kind.ts';
import type { NodeOutput, NodeVerb } from '../provider.ts';
import { kindProvider } from './kind-provider.ts';

/** The one cluster on which the files of tests take turns; another may be named, such as one that runs already. */
export const clusterName = process.env.ONE_PER_NODE_TEST_CLUSTER ?? 'test-kind';

/** A kind cluster for tests, with the ways to look at it that the provider itself does not use. */
export interface KindCluster {
  provider: KindProvider;
  api: Api;
  /** The engine's client. */
  docker: Docker;
  /** Runs kubectl, words separated by spaces; throws when it fails. */
  kubectl(args: string, manifest?: object): Promise<string>;
  /** `course node VERB NODE ARG…`, words separated by spaces. */
  node(command: string): Promise<NodeOutput>;
  /** Runs a shell line on a node without the provider's knowledge. */
  onNode(container: string, line: string): Promise<string>;
}

/** A cluster for all tests of one file; the next file finds it running. Usable inside tests only. */
export function kindCluster(): KindCluster {
  const cluster = {} as KindCluster;
  beforeAll(async () => {
    const provider = kindProvider(clusterName);
    await provider.up();
    Object.assign(cluster, await lookInto(provider));
  });
  afterAll(() => cluster.api?.close());
  return cluster;
}

async function lookInto(provider: KindProvider): Promise<KindCluster> {
  const { env } = await engineThatRuns({ env: process.env });
  const { binaries } = await ensureToolchain({ env: process.env });
  const docker = dockerAt(env);
  return {
    provider,
    docker,
    api: await Api.fromKubeconfig({ path: provider.kubeconfig() }),
    async kubectl(args, manifest) {
      const { exitCode, stdout, stderr } = await runTool(binaries.kubectl, args.split(' '), {
        env: { ...process.env, KUBECONFIG: provider.kubeconfig() },
        ...(manifest && { input: JSON.stringify(manifest) }),
      });
      if (exitCode !== 0) throw new Error(`kubectl ${args}: ${stderr}`);
      return stdout;
    },
    node(command) {
      const [verb = '', node = '', ...args] = command.split(' ');
      return provider.node(verb as NodeVerb, node, args);
    },
    onNode: (container, line) => docker(line, ['exec', container, 'sh', '-ec', line]),
  };
}
