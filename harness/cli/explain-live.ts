import { Api } from '../cluster/api.ts';
import { type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { explainLive as explain, type LiveExplanation, readPlacement } from '../observe/explain.ts';
import type { DaemonSet, Node } from '../placement/types.ts';
import { renderLive, renderLiveWide } from '../report/explain-live.ts';
import { type CliContext, renderOptions } from './context.ts';
import { parseDaemonSetName } from './daemonset-name.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { kubeconfigPath } from './kubeconfig-path.ts';

/**
 * `course explain daemonset/NAME` on a cluster that runs; it only gets and lists. Gives 1 if an eligible node lacks a
 * Ready pod, 0 if none does; a DaemonSet that does not exist is a UsageError.
 */
export async function explainLive(target: string, flags: ExplainFlags, context: CliContext): Promise<ExitCode> {
  const name = parseDaemonSetName(target);
  const path = kubeconfigPath(flags.kubeconfig, context);
  const api = await Api.fromKubeconfig({ ...(path && { path }), ...(flags.context && { context: flags.context }) });
  try {
    const subject = { namespace: flags.namespace ?? api.namespace, name };
    if (flags.whatIf.length > 0 || flags.against !== undefined)
      return await explainModel(await readPlacement(api, subject), flags, context);
    const whole = await explain(api, subject);
    warnOfOldServer(whole, context);
    const explanation = { ...whole, nodes: chooseNodes(whole, flags.node) };
    context.stdout.write(await printers[flags.output](explanation, flags, context));
    return explanation.nodes.some(({ shouldRun, problem }) => shouldRun && problem)
      ? exitCodes.workWrong
      : exitCodes.pass;
  } finally {
    api.close();
  }
}

/** What is imagined, or compared, is answered by the model alone; pods that run now say nothing about it. */
async function explainModel(
  { daemonSet, nodes }: { daemonSet: DaemonSet; nodes: Node[] },
  flags: ExplainFlags,
  context: CliContext,
): Promise<ExitCode> {
  const { namespace, name } = daemonSet.metadata;
  const daemonSets = [{ name: `${namespace}/${name}`, checked: { kind: 'accepted' as const, daemonSet } }];
  if (flags.against !== undefined) {
    const { compareWith } = await import('./explain-against.ts');
    return compareWith(daemonSets, { ...flags, against: flags.against }, context);
  }
  const { explainPlacement } = await import('./explain-offline.ts');
  return explainPlacement({ daemonSets, nodes, source: 'the cluster' }, flags, context);
}

function chooseNodes({ nodes, daemonSet }: LiveExplanation, name: string | undefined): LiveExplanation['nodes'] {
  if (name === undefined) return nodes;
  const chosen = nodes.filter(({ node }) => node === name);
  if (chosen.length === 0)
    throw new UsageError('E_NO_NODE', `Expected a node called ${name} for ${daemonSet} but the cluster has none.`, {
      next: 'kubectl get nodes',
    });
  return chosen;
}

const oldestMinor = 34;

/** The rules are those of 1.34 and later; an older controller may decide otherwise, and people must know. */
function warnOfOldServer({ serverVersion }: LiveExplanation, { stderr }: CliContext): void {
  const minor = Number(serverVersion.match(/^v1\.(\d+)/)?.[1] ?? Number.NaN);
  if (minor >= oldestMinor) return;
  stderr.write(
    `course: warning: the server is ${serverVersion}; the rules used here are those of Kubernetes 1.${oldestMinor} and later.\n`,
  );
}

type Print = (explanation: LiveExplanation, flags: ExplainFlags, context: CliContext) => Promise<string>;

const printers = {
  json: async (explanation) => `${JSON.stringify(explanation)}\n`,
  yaml: async (explanation) => (await import('yaml')).stringify(explanation, { lineWidth: 0 }),
  wide: async (explanation, flags, context) => renderLiveWide(explanation, renderOptions(context, flags)),
  pretty: async (explanation, flags, context) => renderLive(explanation, renderOptions(context, flags)),
} as const satisfies Record<ExplainFlags['output'], Print>;
