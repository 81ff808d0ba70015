import { basename } from 'node:path';
import { runTool } from '../exec.ts';
import { endProcesses, processesRunning } from '../processes.ts';
import { engineError } from './engine-error.ts';

export interface CreateOptions {
  /** The kind binary. */
  kind: string;
  name: string;
  /** Node image. */
  image: string;
  /** kind's configuration file; by it a kind that outlived its starter is found. */
  config: string;
  kubeconfig: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  onProgress?: (message: string) => void;
}

const timeoutMs = 12 * 60_000;

/** Lets kind make the cluster. Throws ClusterError with what kind or the engine said; kind takes away what it had begun. */
export async function createCluster(options: CreateOptions): Promise<void> {
  const { kind, name, image, config, kubeconfig, env, signal, onProgress } = options;
  const args = ['create', 'cluster', '--name', name, '--image', image, '--config', config, '--kubeconfig', kubeconfig];
  const result = await runTool(kind, args, {
    env,
    timeoutMs,
    ...(signal && { signal }),
    onStderr: (text) => {
      const step = stepOf(text);
      if (step !== undefined) onProgress?.(`kind: ${step}…`);
    },
  });
  signal?.throwIfAborted();
  if (result.exitCode !== 0) throw engineError(`making cluster ${name} with kind`, result.stderr || result.stdout);
}

/** What kind says that it begins with; it draws ticks and pictures around it. */
export function stepOf(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => /^\s*•/.test(line) && line.includes('...'));
  return lines
    .at(-1)
    ?.replace(/^\s*•\s*/, '')
    .replace(/[^\w)]+$/, '');
}

/** Ends a kind that goes on making the cluster although whoever started it was killed, and what it runs to do so. */
export async function endStarters({ config, name }: { config: string; name: string }): Promise<void> {
  const isKind = (program: string, args: readonly string[]) => basename(program) === 'kind' && args.includes(config);
  const isDocker = (program: string, args: readonly string[]) =>
    basename(program) === 'docker' && args.includes('run') && args.includes(`io.x-k8s.kind.cluster=${name}`);
  await endProcesses(await processesRunning(isKind), 500);
  await endProcesses(await processesRunning(isDocker), 500);
}
