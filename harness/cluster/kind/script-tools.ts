import { ClusterError, UsageError } from '../../errors.ts';
import type { Api } from '../api.ts';
import { runTool } from '../exec.ts';
import { archiveOf } from '../images/index.ts';
import { loadMissing } from '../kind-node/images.ts';
import type { Journal } from '../kind-node/journal.ts';
import type { ScriptTools } from '../kind-node/script.ts';
import type { ClusterState } from './cluster-state.ts';
import { containersOf } from './containers.ts';
import type { Engine } from './engine.ts';
import { kindFiles } from './files.ts';
import { bringBack } from './nodes.ts';
import type { KindOptions } from './options.ts';
import { addedName, type Member } from './pool.ts';
import { birthOf } from './snapshot.ts';
import { withArchives } from './supplies.ts';

export interface ScriptContext {
  engine: Engine;
  options: KindOptions;
  state: ClusterState;
  journal: Journal;
  pool: readonly Member[];
  api: () => Promise<Api>;
  /** Whether the API server answers. */
  answers: () => Promise<boolean>;
}

/** What the scripts of the node verbs work with on this cluster. */
export function scriptTools(context: ScriptContext): ScriptTools {
  const { engine, options, state, journal, pool, api } = context;
  const { $, docker } = engine;
  const { name, env } = options;
  return {
    $,
    cluster: name,
    journal,
    pool,
    api,
    kubectl: (args) => kubectl(args, context),
    archiveOf: (image) => archiveOf(image, env),
    loadImages: (container) => loadMissing($, [container], { images: withArchives(state.pool?.labImages ?? [], env) }),
    async machines() {
      const inUse = state.pool?.inUse ?? [];
      const prefix = addedName(name, '');
      const added = (await containersOf(docker, name)).filter((container) => container.name.startsWith(prefix));
      return [
        ...pool.filter(({ container }) => inUse.includes(container)),
        ...added.map(({ name: container }) => ({ container, node: container.slice(prefix.length) })),
      ];
    },
    async bringBack(member, wanted) {
      const { pool: now, snapshot } = state;
      if (!now || !snapshot) return;
      state.pool = { ...now, inUse: [...new Set([...now.inUse, member.container])] };
      await bringBack(await api(), { member, wanted, birth: birthOf(snapshot, member) });
    },
  };
}

async function kubectl(args: readonly string[], { options, answers }: ScriptContext): Promise<string> {
  const { binaries } = await options.toolchain();
  const { kubeconfig } = kindFiles(options.root, options.name);
  const result = await runTool(binaries.kubectl, args, { env: { ...options.env, KUBECONFIG: kubeconfig } });
  if (result.exitCode === 0) return result.stdout;
  // A server that answers has refused what it was asked; else nobody could ask it.
  const Refusal = (await answers()) ? UsageError : ClusterError;
  throw new Refusal('E_KUBECTL', result.stderr.trim());
}
