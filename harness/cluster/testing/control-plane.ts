import { afterAll, beforeAll } from 'vitest';
import { cacheRoot, ensureToolchain } from '../../toolchain/index.ts';
import { Api } from '../api.ts';
import { runTool } from '../exec.ts';
import { KwokProvider } from '../kwok/kwok.ts';
import { processesRunning } from '../processes.ts';
import type { TopologyNode } from '../provider.ts';

export const root = cacheRoot(process.env);
export const toolchain = () => ensureToolchain({ env: process.env });

export function testProvider(name: string): KwokProvider {
  return new KwokProvider({ name, root, toolchain, env: process.env });
}

export interface Kubectl {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A real control plane for all tests of one file: up before the first, gone after the last. */
export function controlPlane(name: string) {
  const provider = testProvider(name);
  let api: Api;
  beforeAll(async () => {
    await provider.up();
    api = await Api.fromKubeconfig({ path: provider.kubeconfig() });
  });
  afterAll(async () => {
    api?.close();
    await provider.down();
  });
  const kubectl = async (args: string, manifest?: object | string): Promise<Kubectl> => {
    const { binaries } = await toolchain();
    const input = manifest === undefined ? undefined : typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    const env = { ...process.env, KUBECONFIG: provider.kubeconfig() };
    return runTool(binaries.kubectl, args.split(' '), { env, timeoutMs: 30_000, ...(input !== undefined && { input }) });
  };
  return {
    name,
    provider,
    get api() {
      return api;
    },
    /** Runs the pinned kubectl; gives what it printed, also when it fails. */
    tryKubectl: kubectl,
    /** Runs the pinned kubectl and throws when it fails. */
    async kubectl(args: string, manifest?: object | string): Promise<string> {
      const { exitCode, stdout, stderr } = await kubectl(args, manifest);
      if (exitCode !== 0) throw new Error(`kubectl ${args}: ${stderr}`);
      return stdout;
    },
  };
}

export function nodes(...names: string[]): TopologyNode[] {
  return names.map((name) => ({ name }));
}

/** Ids of everything that runs from the folder of a cluster, or makes it. */
export function processesOf(name: string): Promise<number[]> {
  return processesRunning((program, args) => [program, ...args].some((word) => word.includes(`clusters/${name}/`) || word.includes(`clusters/${name}.`)));
}
