import { ClusterError } from '../../errors.ts';
import type { Engine } from './engine.ts';
import type { Member } from './pool.ts';

/** An error of waiting for nodes, with what each machine's kubelet and containerd complained of last. */
export async function withLastWords(
  error: unknown,
  { engine, members }: { engine: Engine; members: readonly Member[] },
): Promise<unknown> {
  if (!(error instanceof ClusterError)) return error;
  const words = await Promise.all(members.map((member) => lastWordsOf(engine, member)));
  return new ClusterError(error.code, [error.message, ...words.filter((text) => text !== '')].join('\n  '), {
    cause: error,
    next: 'course node logs NODE, or course cluster up --provider kind to begin anew',
  });
}

async function lastWordsOf({ $ }: Engine, { node, container }: Member): Promise<string> {
  const journal = [
    'journalctl',
    '--no-pager',
    '--output',
    'cat',
    '--lines',
    '200',
    '-u',
    'kubelet',
    '-u',
    'containerd',
  ];
  const { exitCode, stdout, stderr } = await $({ nothrow: true })`docker exec ${container} ${journal}`;
  if (exitCode !== 0) return `${node}: ${stderr.trim()}`;
  const last = lastComplaint(stdout);
  return last === undefined ? '' : `${node}: ${last}`;
}

/** The last line that is an error or the end of a program; kubelets write `E1121 …`, containerd `level=error`. */
export function lastComplaint(journal: string): string | undefined {
  return journal
    .split('\n')
    .findLast((line) => /^[EF]\d{4} |level=(error|fatal)|failed to run Kubelet|Failed with result/.test(line))
    ?.slice(0, 300);
}
