import { shown } from './requirement.ts';
import { automaticTolerations, tolerates } from './tolerations.ts';
import type { Taint, Toleration } from './types.ts';

/** `key=value:Effect`, as kubectl writes it. */
export function taintText({ key, value, effect }: Taint): string {
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`;
}

/** A taint that Kubernetes used to set, by the one that it sets now. */
const renamed: Record<string, string | undefined> = {
  'node-role.kubernetes.io/control-plane': 'node-role.kubernetes.io/master',
};

/** A hint in brackets, for a toleration of the template that nearly covers the taint; else nothing. */
export function nearMiss(taint: Taint, tolerations: readonly Toleration[]): string {
  for (const toleration of tolerations) {
    if (toleration.key === taint.key || !toleration.key) return hintFor(taint, toleration);
  }
  const lower = taint.key.toLowerCase();
  const twin = tolerations.find(({ key }) => key?.length === lower.length && key.toLowerCase() === lower);
  if (twin) return ` (the toleration of ${twin.key} differs in case)`;
  const former = renamed[taint.key];
  if (former !== undefined && tolerations.some(({ key }) => key === former)) {
    return ` (${former}, which is tolerated, is the taint of Kubernetes before 1.25)`;
  }
  return automaticTolerations(false).some(({ key }) => key === taint.key) ? automaticHint(taint) : '';
}

const otherEffect = (effect: string) => (effect === 'NoSchedule' ? 'NoExecute' : 'NoSchedule');

function automaticHint({ key, effect }: Taint): string {
  return ` (daemon pods tolerate ${key} for ${otherEffect(effect)} only)`;
}

function hintFor(taint: Taint, toleration: Toleration): string {
  const name = toleration.key ? `the toleration of ${toleration.key}` : 'the toleration of every key';
  const { effect, value, operator } = toleration;
  if (effect && effect !== taint.effect) return ` (${name} is for ${effect} only)`;
  if (operator === 'Gt' || operator === 'Lt')
    return ` (${name} uses ${operator}, which needs a feature gate that is off by default)`;
  if (operator && operator !== 'Equal') return ` (${name} has the unknown operator ${operator})`;
  if (tolerates({ ...toleration, operator: 'Exists' }, taint) && !value) {
    return ` (${name} has no value, so it asks for an empty one; operator Exists covers every value)`;
  }
  return ` (${name} asks for value ${shown(value ?? '')})`;
}
