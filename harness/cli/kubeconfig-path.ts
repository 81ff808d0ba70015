import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
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
  if (!named || named.includes(delimiter)) return undefined;
  const path = resolve(cwd, named);
  return existsSync(path) ? path : undefined;
}
