import { type Command, Option } from 'commander';
import { type ExitCode, UsageError } from '../errors.ts';
import type { CliContext } from './context.ts';
import type { ExplainFlags } from './explain-flags.ts';

const description = `Says for each node whether a DaemonSet runs a pod there, and why, as its controller would decide.
With -f and --nodes it needs no cluster; with daemonset/NAME it reads one that runs.`;

/** `course explain`: each node, yes or no, why. */
export function defineExplain(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .summary('say on which nodes a DaemonSet runs, and why')
    .description(description)
    .argument('[daemonset]', 'daemonset/NAME on a live cluster')
    .option('-f, --filename <file>', 'manifest with one or many DaemonSets, YAML or JSON; - reads stdin')
    .option('--nodes <file>', 'nodes as `kubectl get nodes -o json` or `-o yaml` writes them; - reads stdin')
    .option('--node <name>', 'explain this node only')
    .option(
      '--what-if <change>',
      "imagine a change first, such as 'taint node/worker-2 gpu=true:NoSchedule'; may be repeated",
      collect,
      [],
    )
    .option(
      '--against <file>',
      'compare with the DaemonSet of this file on all nodes that could be, and show a smallest one on which they differ',
    )
    .option('-n, --namespace <name>', "namespace (default: that of the kubeconfig's context)")
    .option('--kubeconfig <file>', 'kubeconfig to use (default: as kubectl finds it)')
    .option('--context <name>', 'context of the kubeconfig')
    .addOption(
      new Option('-o, --output <format>', 'what to print')
        .choices(['pretty', 'wide', 'json', 'yaml'])
        .default('pretty'),
    )
    .option('--ascii', 'draw with ASCII characters only')
    .addHelpText('after', () => helpText)
    .action(async (target: string | undefined, flags: ExplainFlags) => done(await explainVerb(target, flags, context)));
}

const collect = (value: string, all: string[]) => [...all, value];

const helpText = `
Exit code: 0 explained; 1 an eligible node lacks a Ready pod (live), or --against found a difference; 2 usage, no such
DaemonSet, or a manifest that \`kubectl apply --validate=strict\` of Kubernetes 1.36 would refuse; 3 the cluster cannot be read.
On a live cluster it gets and lists nodes, pods and DaemonSets, which it needs; events, claims, volumes and the pods of other
namespaces where it may, and it says what it could not see. The rules are those of Kubernetes 1.34 and later.
Offline, a manifest's volumes, probes, resources and security settings are not checked, nor what only a cluster knows.
--what-if knows taint, untaint, label, cordon, uncordon, add node and delete node, in kubectl's words.
Examples:
  course explain daemonset/agent -n monitoring
  course explain daemonset/agent -n monitoring --what-if 'taint node/worker-2 gpu=true:NoSchedule'
  course explain -f agent.yaml --against reference.yaml
  kubectl get nodes -o json | course explain -f agent.yaml --nodes -
As a kubectl plugin (kubectl-daemonset_explain is on PATH once the package is installed):
  kubectl daemonset-explain daemonset/agent -n monitoring
`;

async function explainVerb(target: string | undefined, flags: ExplainFlags, context: CliContext): Promise<ExitCode> {
  checkTogether(target, flags);
  if (target !== undefined) return (await import('./explain-live.ts')).explainLive(target, flags, context);
  if (flags.against !== undefined) {
    if (flags.filename === undefined)
      throw new UsageError('E_USAGE', 'Expected -f FILE beside --against: the DaemonSets to compare.');
    return (await import('./explain-against.ts')).explainAgainst(
      { ...flags, filename: flags.filename, against: flags.against },
      context,
    );
  }
  if (flags.filename === undefined || flags.nodes === undefined) {
    const missing = flags.filename === undefined ? '-f FILE' : '--nodes FILE';
    throw new UsageError('E_USAGE', `Expected ${missing}: offline, explain needs the manifest and the nodes.`, {
      next: 'course explain --help',
    });
  }
  if (flags.filename === '-' && flags.nodes === '-')
    throw new UsageError('E_USAGE', 'Expected stdin for -f or for --nodes, not for both.');
  return (await import('./explain-offline.ts')).explainOffline(
    { ...flags, filename: flags.filename, nodes: flags.nodes },
    context,
  );
}

/** Refuses options that would be passed over in silence. */
function checkTogether(target: string | undefined, { filename, nodes, node, whatIf, against }: ExplainFlags): void {
  const refuse = (message: string) => {
    throw new UsageError('E_USAGE', message, { next: 'course explain --help' });
  };
  if (target !== undefined && (filename !== undefined || nodes !== undefined))
    refuse(`Expected either ${target} or -f with --nodes, not both.`);
  if (against !== undefined && (nodes !== undefined || node !== undefined || whatIf.length > 0)) {
    refuse('Expected --against without --nodes, --node and --what-if: it compares on all nodes that could be.');
  }
}
