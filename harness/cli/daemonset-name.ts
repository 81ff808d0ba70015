import { UsageError } from '../errors.ts';

/** Reads `daemonset/NAME` (or ds/NAME, daemonset.apps/NAME) as kubectl does. */
export function parseDaemonSetName(text: string): string {
  const [, name] = text.match(/^(?:daemonsets?(?:\.apps)?|ds)\/([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/) ?? [];
  if (name !== undefined) return name;
  const hint = /^[a-z0-9][-a-z0-9.]*$/.test(text) ? ` Did you mean daemonset/${text}?` : '';
  throw new UsageError('E_TARGET', `Expected daemonset/NAME but found \`${text}\`.${hint}`);
}
