import { ClusterError } from '../../errors.ts';

/** kwokctl logs JSON; what people want of a line is its message and error. */
function message(line: string): string {
  try {
    const { msg, err, error } = JSON.parse(line) as { msg?: string; err?: string; error?: string };
    return [msg, err ?? error].filter(Boolean).join(': ');
  } catch {
    return line;
  }
}

/** That a cluster could not be started, with the last that kwokctl said. */
export function startFailed(name: string, log: string): ClusterError {
  const last = log.trim().split('\n').map(message).at(-1) || 'kwokctl said nothing';
  return new ClusterError('E_CLUSTER_START', `Could not start cluster ${name}: ${last}`, { next: 'course doctor' });
}
