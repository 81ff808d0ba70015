import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Api } from '../cluster/api.ts';
import { createNamespace, ownLabels } from '../cluster/namespaces.ts';
import { isAlive } from '../cluster/processes.ts';
import type { ClusterKey } from '../cluster/record.ts';
import { type Lab, prepareVariant, type Variant } from '../lab/index.ts';

export interface WorkspaceOptions {
  lab: Lab;
  variant: Variant;
  api: Api;
  /** Folder for scratch files, outside the checkout. */
  root: string;
  kubeconfig: string;
  /** The cluster that a lab's `course node …` is for. */
  cluster: ClusterKey;
  /** Holds the pinned kubectl; goes first on PATH. */
  binDir: string;
  /** The command that starts this program again, so that a lab's `course node …` finds it. */
  self: readonly string[];
  env: NodeJS.ProcessEnv;
}

export interface Workspace {
  /** A fresh copy of the variant's files: the working directory of its commands. */
  cwd: string;
  namespace: string;
  env: NodeJS.ProcessEnv;
  remove(): void;
}

/** A kubectl lives for a tenth of a second, a fifth of which it would collect garbage; so it does not below half a GB. */
const kubectlInHaste = { GOGC: 'off', GOMEMLIMIT: '512MiB' };

/** A fresh folder and namespace for one variant, and the environment in which its commands run. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { lab, variant, api, root, kubeconfig, binDir } = options;
  const namespace = `${lab.slug.slice(0, 50)}-${randomBytes(3).toString('hex')}`;
  const dir = join(root, 'work', `${process.pid}-${namespace}`);
  const cwd = join(dir, lab.slug);
  await Promise.all([prepareVariant(variant, cwd), createNamespace(api, namespace, ownLabels(root))]);
  const ownKubeconfig = join(dir, 'kubeconfig');
  writeFileSync(ownKubeconfig, withNamespace(readFileSync(kubeconfig, 'utf8'), namespace), { mode: 0o600 });
  return {
    cwd,
    namespace,
    env: {
      ...options.env,
      KUBECONFIG: ownKubeconfig,
      // kubectl must not write into the user's home, nor take defaults from it.
      KUBECACHEDIR: join(root, 'kubectl-cache'),
      KUBERC: 'off',
      ...kubectlInHaste,
      ONE_PER_NODE_CLUSTER: options.cluster.name,
      ONE_PER_NODE_PROVIDER: options.cluster.provider,
      PATH: [binDir, writeSelf(join(dir, 'bin'), options.self), options.env.PATH].filter(Boolean).join(delimiter),
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** A kubeconfig whose current context names the namespace, as `kubectl config set-context` would write it. */
export function withNamespace(kubeconfig: string, namespace: string): string {
  const config = parse(kubeconfig) as {
    'current-context': string;
    contexts: { name: string; context: { namespace?: string } }[];
  };
  for (const { name, context } of config.contexts)
    if (name === config['current-context']) context.namespace = namespace;
  return stringify(config);
}

function writeSelf(dir: string, self: readonly string[]): string {
  mkdirSync(dir, { recursive: true });
  const quoted = self.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const path = join(dir, 'course');
  // What it starts, such as a scheduler, outlives it by far.
  const asUsual = `unset ${Object.keys(kubectlInHaste).join(' ')}`;
  writeFileSync(path, `#!/bin/sh\n${asUsual}\nexec ${quoted} "$@"\n`);
  chmodSync(path, 0o755);
  return dir;
}

/** Removes scratch folders whose process is gone: a SIGKILL leaves no other chance. */
export function sweepWorkspaces(root: string): void {
  let names: string[];
  try {
    names = readdirSync(join(root, 'work'));
  } catch {
    return;
  }
  for (const name of names) {
    const pid = Number(name.split('-')[0]);
    if (!(pid > 0 && isAlive(pid))) rmSync(join(root, 'work', name), { recursive: true, force: true });
  }
}
