import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CliContext } from './context.ts';

/**
 * The one file that holds the kubeconfig: the one given, else what kubectl would take. Undefined where KUBECONFIG names
 * several, or where there is none.
 */
export function kubeconfigPath(
  given: string | undefined,
  { cwd, env }: Pick<CliContext, 'cwd' | 'env'>,
): string | undefined {
  if (given) return resolve(cwd, given);
  const named = env.KUBECONFIG || (env.HOME && join(env.HOME, '.kube', 'config'));
  // A list of files is no file.
  const path = named && resolve(cwd, named);
  return path && existsSync(path) ? path : undefined;
}
