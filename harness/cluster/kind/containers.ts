import { isAbsolute, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import { runTool, type ToolOptions } from '../exec.ts';
import { markerPath } from './config.ts';
import { engineError } from './engine-error.ts';

/** A container that is a node, as the engine tells of it. */
export interface NodeContainer {
  name: string;
  role: 'control-plane' | 'worker';
  state: 'running' | 'paused' | 'stopped';
  /** Address in the network of the nodes; empty while it does not run. */
  ip: string;
  /** Folder of this machine that is mounted as our mark; undefined in a container that somebody else made. */
  markedBy: string | undefined;
}

/** Runs the engine's client and gives what it printed; `asked` names the deed in an error. */
export type Docker = (asked: string, args: readonly string[], options?: ToolOptions) => Promise<string>;

/** The client of the engine that answers to these environment variables. */
export function dockerAt(env: NodeJS.ProcessEnv, signal?: AbortSignal): Docker {
  return async (asked, args, options = {}) => {
    const result = await runTool('docker', args, { env, ...(signal && { signal }), ...options });
    if (result.exitCode !== 0) {
      signal?.throwIfAborted();
      throw engineError(asked, result.stderr || result.stdout);
    }
    return result.stdout;
  };
}

interface Inspected {
  Name: string;
  State: { Status: string; Paused?: boolean };
  Config: { Labels: Record<string, string> | null };
  Mounts: { Source: string; Destination: string }[] | null;
  NetworkSettings: { Networks: Record<string, { IPAddress?: string }> };
}

/** The node containers that bear the name of this cluster, whoever made them, in whatever state. */
export async function containersOf(docker: Docker, cluster: string): Promise<NodeContainer[]> {
  const asked = `looking for the nodes of cluster ${cluster}`;
  const filter = `label=io.x-k8s.kind.cluster=${cluster}`;
  for (let attempt = 1; ; attempt += 1) {
    const listed = await docker(asked, ['ps', '--all', '--quiet', '--filter', filter]);
    const ids = listed.split('\n').filter(Boolean);
    if (ids.length === 0) return [];
    try {
      const inspected = JSON.parse(await docker(asked, ['container', 'inspect', ...ids])) as Inspected[];
      return inspected.map(toNodeContainer).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    } catch (error) {
      // The engine lists a container a moment before it knows of it, and a moment after it was removed.
      if (attempt >= attempts || !(error instanceof ClusterError) || error.code !== 'E_NODE_GONE') throw error;
      await sleep(pollMs);
    }
  }
}

const attempts = 100;
const pollMs = 100;

function toNodeContainer({ Name, State, Config, Mounts, NetworkSettings }: Inspected): NodeContainer {
  const role = Config.Labels?.['io.x-k8s.kind.role'];
  return {
    name: Name.replace(/^\//, ''),
    role: role === 'control-plane' ? 'control-plane' : 'worker',
    state: State.Paused ? 'paused' : State.Status === 'running' ? 'running' : 'stopped',
    ip: Object.values(NetworkSettings.Networks).find(({ IPAddress }) => IPAddress)?.IPAddress ?? '',
    markedBy: Mounts?.find(({ Destination }) => Destination === markerPath)?.Source,
  };
}

/** Whether a container was made by us from this cache: only such a one may ever be removed. */
export function isOurs({ markedBy }: NodeContainer, root: string): boolean {
  if (markedBy === undefined) return false;
  const inside = relative(root, markedBy);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}
