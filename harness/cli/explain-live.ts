import { type ExitCode, UsageError } from '../errors.ts';
import type { CliContext } from './context.ts';
import type { ExplainFlags } from './explain.ts';

/**
 * `course explain daemonset/NAME`: the seam for clusters that run. It is given what the command line said, prints to the
 * context, and gives the exit code: 1 if an eligible node lacks a Ready pod, 2 if there is no such DaemonSet.
 */
export async function explainLive(target: string, _flags: ExplainFlags, _context: CliContext): Promise<ExitCode> {
  throw new UsageError(
    'E_NOT_YET',
    `Expected -f FILE and --nodes FILE: explaining ${target} on a live cluster is not there yet.`,
    {
      next: `kubectl get nodes -o json > nodes.json && kubectl get ${target} -o yaml > ds.yaml && course explain -f ds.yaml --nodes nodes.json`,
    },
  );
}
