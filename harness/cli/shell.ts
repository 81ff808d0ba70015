import { delimiter, join } from 'node:path';
import type { Command } from 'commander';
import { Api } from '../cluster/api.ts';
import { runInteractive } from '../cluster/exec.ts';
import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { findLabs, type Lab, loadCourse, type Variant, variants } from '../lab/index.ts';
import { chooseProvider, wantedProvider } from '../run/choose.ts';
import { topologyOf } from '../run/topology.ts';
import { openWorkspace } from '../run/workspace.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { type ClusterFlags, withClusterOption, withImageOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { bringUp, type Cluster, openCluster, openHost, takeCluster } from './open-cluster.ts';
import { siteOf } from './run-choose.ts';
import { claim, giveBack } from './run-clusters.ts';

/** `course shell [LAB]`: a shell with the cluster's kubeconfig and the pinned kubectl. */
export function defineShell(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const command = program
    .command('shell')
    .summary('open a shell with the kubeconfig and the pinned kubectl')
    .description(
      "Opens your shell with the cluster's kubeconfig and the pinned kubectl. With a lab: on the lab's nodes, in a fresh\nnamespace, in a copy of its starter files.",
    )
    .argument('[lab]', 'name of a lab');
  withImageOption(withClusterOption(withProviderOption(command))).action(
    async (name: string | undefined, flags: ClusterFlags) => {
      if (name === undefined) await plainShell(await takeCluster(context, flags));
      else await labShell(name, flags, context);
      done(exitCodes.pass);
    },
  );
}

async function plainShell(cluster: Cluster): Promise<void> {
  const { provider, name, context, toolchain, env } = cluster;
  await bringUp(cluster);
  const { binDir } = await toolchain();
  context.stderr.write(`kubectl talks to cluster ${name} (${provider.name}). Leave with exit.\n`);
  await runInteractive(env.SHELL || 'bash', [], {
    env: {
      ...env,
      KUBECONFIG: provider.kubeconfig(),
      PATH: [binDir, env.PATH].filter(Boolean).join(delimiter),
      ONE_PER_NODE_CLUSTER: name,
      ONE_PER_NODE_PROVIDER: provider.name,
    },
  });
}

async function labShell(labName: string, flags: ClusterFlags, context: CliContext): Promise<void> {
  const course = await loadCourse(join(packageRoot(), 'labs'), { only: [labName] });
  const [lab] = findLabs(course, [labName]);
  if (!lab) throw new UsageError('E_NO_LABS', `Expected a lab named ${labName}.`);
  const cluster = await openCluster(openHost(context), wantedProvider(lab, flags.provider), flags);
  if (cluster.provider.name !== 'kubeconfig') return enter(lab, cluster, flags);
  // On somebody's own cluster nobody may come between, and whatever happens it gets back what was put on it.
  const lock = await claim(cluster);
  try {
    await bringUp(cluster);
    await enter(lab, cluster, flags);
  } finally {
    await giveBack(cluster);
    await lock.release();
  }
}

/** A shell in a copy of the lab's starter, on the lab's nodes. */
async function enter(lab: Lab, cluster: Cluster, flags: ClusterFlags): Promise<void> {
  const { provider, root, toolchain, context, env } = cluster;
  await refuseWhatCannotRun(lab, cluster, flags);
  if (provider.name !== 'kubeconfig') await bringUp(cluster);
  await provider.reset(topologyOf(lab));
  const variant = variants(lab).find(({ name }) => name === 'starter') as Variant;
  const kubeconfig = provider.kubeconfig();
  const api = await Api.fromKubeconfig({ path: kubeconfig });
  const { binDir } = await toolchain();
  const key = { name: cluster.name, provider: provider.name };
  const { self } = context;
  const workspace = await openWorkspace({ lab, variant, api, root, kubeconfig, binDir, cluster: key, self, env });
  context.stderr.write(
    `${lab.title}\n\n${lab.task.trim()}\n\nYou are in a copy of the starter: ${workspace.cwd}\nIt is removed when you leave with exit.\n`,
  );
  try {
    const shellEnv = { ...workspace.env, PWD: workspace.cwd };
    await runInteractive(env.SHELL || 'bash', [], { env: shellEnv, cwd: workspace.cwd });
  } finally {
    api.close();
    workspace.remove();
  }
}

async function refuseWhatCannotRun(lab: Lab, cluster: Cluster, flags: ClusterFlags): Promise<void> {
  const { reason } = await chooseProvider(lab, (await siteOf(cluster, flags)).site);
  if (reason === undefined) return;
  throw new UsageError('E_LAB_CANNOT_RUN', `The lab ${lab.slug} cannot run on ${cluster.provider.name}: ${reason}`);
}
