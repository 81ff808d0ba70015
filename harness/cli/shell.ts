import { join } from 'node:path';
import type { Command } from 'commander';
import { Api } from '../cluster/api.ts';
import { runInteractive } from '../cluster/exec.ts';
import type { ExitCode } from '../errors.ts';
import { exitCodes } from '../errors.ts';
import { findLabs, loadCourse, variants } from '../lab/index.ts';
import { capacityOf } from '../run/topology.ts';
import { openWorkspace } from '../run/workspace.ts';
import { packageRoot } from '../toolchain/package-root.ts';
import { openCluster, withClusterOption, withProviderOption } from './cluster-options.ts';
import type { CliContext } from './context.ts';

/** `course shell [LAB]`: a shell with the cluster's kubeconfig and the pinned kubectl. */
export function defineShell(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const command = program
    .command('shell')
    .summary('open a shell with the kubeconfig and the pinned kubectl')
    .description(
      "Opens your shell with the cluster's kubeconfig and the pinned kubectl. With a lab: on the lab's nodes, in a fresh\nnamespace, in a copy of its starter files.",
    )
    .argument('[lab]', 'name of a lab');
  withClusterOption(withProviderOption(command)).action(
    async (name: string | undefined, flags: { cluster: string; provider: string }) => {
      const { provider, progress, toolchain, root } = openCluster(context, flags);
      const course = name === undefined ? undefined : await loadCourse(join(packageRoot(), 'labs'), { only: [name] });
      const [lab] = course && name ? findLabs(course, [name]) : [];
      progress.update('up', `Starting cluster ${flags.cluster}…`);
      await provider.up();
      const { binDir } = await toolchain();
      const shell = context.env.SHELL || 'bash';
      const kubeconfig = provider.kubeconfig();
      if (!lab) {
        progress.clear();
        context.stderr.write(`kubectl talks to cluster ${flags.cluster}. Leave with exit.\n`);
        await runInteractive(shell, [], {
          env: {
            ...context.env,
            KUBECONFIG: kubeconfig,
            PATH: `${binDir}:${context.env.PATH}`,
            ONE_PER_NODE_CLUSTER: flags.cluster,
          },
        });
        return done(exitCodes.pass);
      }
      await provider.reset({ nodes: lab.topology.nodes.map(capacityOf) });
      const api = await Api.fromKubeconfig({ path: kubeconfig });
      const variant = variants(lab)[1];
      if (!variant) return done(exitCodes.usageOrLab);
      const workspace = await openWorkspace({
        lab,
        variant,
        api,
        root,
        kubeconfig,
        binDir,
        clusterName: flags.cluster,
        self: context.self,
        env: context.env,
      });
      progress.clear();
      context.stderr.write(
        `${lab.title}\n\n${lab.task.trim()}\n\nYou are in a copy of the starter: ${workspace.cwd}\nIt is removed when you leave with exit.\n`,
      );
      try {
        await runInteractive(shell, [], { env: { ...workspace.env, PWD: workspace.cwd }, cwd: workspace.cwd });
      } finally {
        api.close();
        workspace.remove();
      }
      done(exitCodes.pass);
    },
  );
}
