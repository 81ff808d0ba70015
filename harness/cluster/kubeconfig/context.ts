import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../errors.ts';
import { runTool } from '../exec.ts';
import type { KubeconfigOptions, NamedContext } from './options.ts';

type Kubectl = Pick<KubeconfigOptions, 'toolchain' | 'env'>;

const longest = 40;

/** A name for files and options, the same for the same context and another for any other. */
export function clusterNameOf(context: string): string {
  // Other clusters may be called like this; a cluster of somebody's own is never what a default means.
  const reserved = context === 'one-per-node';
  const plain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(context) && context.length <= longest && !reserved;
  if (plain) return context;
  const hash = createHash('sha256').update(context).digest('hex').slice(0, 6);
  const words = context.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const start = words.join('-').slice(0, longest - hash.length - 1);
  return [start.replace(/-$/, ''), hash].filter(Boolean).join('-');
}

/** Writes a kubeconfig of this one context, with whatever it needs inlined; the user's own file is only read. */
export async function copyContext(source: NamedContext, to: string, tools: Kubectl): Promise<void> {
  const known = await contextsIn(source.file, tools);
  if (!known.includes(source.context)) throw noSuchContext(source, known);
  const args = ['config', 'view', '--raw', '--minify', '--flatten', `--context=${source.context}`];
  const text = await kubectl(args, source.file, tools);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text, { mode: 0o600 });
}

/** The error for a cluster that nobody named: the current context of a kubeconfig is never taken by accident. */
export async function contextNotNamed(file: string | undefined, tools: Kubectl): Promise<UsageError> {
  const known = await contextsIn(file, tools);
  return new UsageError(
    'E_NO_CONTEXT',
    `Expected --context to name the cluster, since the current context is never taken by itself. ${describe(known)}`,
    { next: `add --context ${known[0] ?? 'NAME'}` },
  );
}

function noSuchContext({ context, file }: NamedContext, known: readonly string[]): UsageError {
  return new UsageError(
    'E_NO_CONTEXT',
    `Expected a context named \`${context}\` in ${file ?? 'the kubeconfig'} but found none. ${describe(known)}`,
    { next: 'give --context one of these, or --kubeconfig the file that holds it' },
  );
}

const describe = (known: readonly string[]) =>
  known.length === 0 ? 'There is no context at all.' : `There are: ${known.join(', ')}.`;

async function contextsIn(file: string | undefined, tools: Kubectl): Promise<string[]> {
  if (file !== undefined && !existsSync(file))
    throw new UsageError('E_KUBECONFIG', `Expected a kubeconfig at ${file} but found no file there.`);
  const names = await kubectl(['config', 'get-contexts', '--output=name'], file, tools);
  return names.split('\n').filter((name) => name !== '');
}

async function kubectl(args: readonly string[], file: string | undefined, { toolchain, env }: Kubectl) {
  const { binaries } = await toolchain();
  const own = { ...env, KUBERC: 'off', ...(file !== undefined && { KUBECONFIG: file }) };
  const { exitCode, stdout, stderr } = await runTool(binaries.kubectl, args, { env: own });
  if (exitCode !== 0)
    throw new UsageError('E_KUBECONFIG', `Could not read ${file ?? 'the kubeconfig'}: ${stderr.trim()}`);
  return stdout;
}
