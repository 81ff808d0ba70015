import { join } from 'node:path';
import { clusterFile } from '../record.ts';

/** Where a kind cluster keeps what it has on this machine. */
export interface KindFiles {
  folder: string;
  /** An empty folder that is mounted into the nodes as our mark. */
  mark: string;
  kubeconfig: string;
  /** kind's configuration. */
  config: string;
  /** Which container goes by which name, and which are nodes now. */
  pool: string;
  snapshot: string;
  journal: string;
}

/** The files of one cluster. */
export function kindFiles(root: string, name: string): KindFiles {
  const folder = join(root, 'kind', name);
  const key = { provider: 'kind', name } as const;
  return {
    folder,
    mark: join(folder, 'mark'),
    kubeconfig: clusterFile(root, key, 'kubeconfig'),
    config: clusterFile(root, key, 'kind.yaml'),
    pool: join(folder, 'pool'),
    snapshot: join(folder, 'snapshot'),
    journal: join(folder, 'journal'),
  };
}
