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

/** A real control plane, with the pinned kubectl. */
export interface ControlPlane {
  name: string;
  provider: KwokProvider;
  api: Api;
  /** Runs kubectl, words separated by spaces; gives what it printed, also when it fails. */
  tryKubectl(args: string, manifest?: object | string): Promise<Kubectl>;
  /** Runs kubectl and throws when it fails. */
  kubectl(args: string, manifest?: object | string): Promise<string>;
  stop(): Promise<void>;
}

export async function startControlPlane(name: string): Promise<ControlPlane> {
  const provider = testProvider(name);
  await provider.up();
  const api = await Api.fromKubeconfig({ path: provider.kubeconfig() });
  const { binaries } = await toolchain();
  const env = { ...process.env, KUBECONFIG: provider.kubeconfig() };
  const tryKubectl: ControlPlane['tryKubectl'] = (args, manifest) => {
    const input =
      manifest === undefined ? undefined : typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    return runTool(binaries.kubectl, args.split(' '), {
      env,
      timeoutMs: 30_000,
      ...(input !== undefined && { input }),
    });
  };
  return {
    name,
    provider,
    api,
    tryKubectl,
    async kubectl(args, manifest) {
      const { exitCode, stdout, stderr } = await tryKubectl(args, manifest);
      if (exitCode !== 0) throw new Error(`kubectl ${args}: ${stderr}`);
      return stdout;
    },
    async stop() {
      api.close();
      await provider.down();
    },
  };
}

/** A control plane for all tests of one file: up before the first, gone after the last; usable inside tests only. */
export function controlPlane(name: string): ControlPlane {
  const plane = {} as ControlPlane;
  beforeAll(async () => {
    Object.assign(plane, await startControlPlane(name));
  });
  afterAll(() => plane.stop?.());
  return plane;
}

export function nodes(...names: string[]): TopologyNode[] {
  return names.map((name) => ({ name }));
}

/** Ids of everything that runs from the folder of a cluster, or makes it. */
export function processesOf(name: string): Promise<number[]> {
  return processesRunning((program, args) =>
    [program, ...args].some((word) => word.includes(`clusters/${name}/`) || word.includes(`clusters/kwok/${name}.`)),
  );
}
