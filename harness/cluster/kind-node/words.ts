import { UsageError } from '../../errors.ts';
import type { Taint } from '../../placement/types.ts';

/** Reads `key=value`. */
export function parseLabel(text: string): [string, string] {
  const [, key, value] = /^([\w./-]+)=([\w.-]*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new UsageError('E_NODE_ADD', `Expected a label as key=value but found \`${text}\`.`);
  return [key, value];
}

/** Reads `key=value:Effect` or `key:Effect`. */
export function parseTaint(text: string): Taint {
  const [, key, value, effect] = /^([\w./-]+)(?:=([\w.-]*))?:(NoSchedule|NoExecute|PreferNoSchedule)$/.exec(text) ?? [];
  if (key === undefined || effect === undefined)
    throw new UsageError(
      'E_NODE_ADD',
      `Expected a taint as key=value:NoSchedule, key=value:NoExecute or key=value:PreferNoSchedule but found \`${text}\`.`,
    );
  return { key, ...(value && { value }), effect };
}

/** Writes a taint as `--register-with-taints` reads it. */
export function taintText({ key, value = '', effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}

/** Whether a label belongs to Kubernetes' own domains, from which no kubelet may give itself one; somebody else has to. */
export function isRestricted(key: string): boolean {
  return /(^|\.)(kubernetes|k8s)\.io\//.test(key);
}
