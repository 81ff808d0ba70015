import { parseCanonicalInt64 } from './integers.ts';
import type { DaemonSet, Taint, Toleration } from './types.ts';

export interface TolerationOptions {
  /** Gt and Lt count (feature gate TaintTolerationComparisonOperators, off by default in 1.36). */
  comparisonOperators?: boolean;
}

const everyDaemonPod: readonly Toleration[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([condition, effect = '']) => ({ key: `node.kubernetes.io/${condition}`, operator: 'Exists', effect }));
const onHostNetwork: readonly Toleration[] = [
  { key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' },
];

/** The tolerations that the controller adds to every daemon pod: `AddOrUpdateDaemonPodTolerations` in daemonset_util.go. */
export function automaticTolerations(hostNetwork: boolean): readonly Toleration[] {
  return hostNetwork ? [...everyDaemonPod, ...onHostNetwork] : everyDaemonPod;
}

/**
 * The tolerations that the DaemonSet's pods really have. One of the template's own that equals an automatic one in key,
 * effect, operator and value is replaced by it, which drops its tolerationSeconds.
 */
export function effectiveTolerations({ spec }: DaemonSet): Toleration[] {
  const template = spec.template.spec;
  return automaticTolerations(template.hostNetwork === true).reduce(addOrUpdate, [...(template.tolerations ?? [])]);
}

function addOrUpdate(tolerations: Toleration[], added: Toleration): Toleration[] {
  const same = (own: Toleration) =>
    own.key === added.key && own.effect === added.effect && own.operator === added.operator && (own.value ?? '') === '';
  if (!tolerations.some(same)) return [...tolerations, { ...added }];
  return tolerations.map((own) => (same(own) ? { ...added } : own));
}

/**
 * Whether one toleration covers one taint: `ToleratesTaint` in k8s.io/api. No effect covers all effects, no key all keys;
 * no operator means Equal, and an operator that is not known covers nothing.
 */
export function tolerates(toleration: Toleration, taint: Taint, options: TolerationOptions = {}): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator || 'Equal') {
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    case 'Gt':
    case 'Lt':
      return options.comparisonOperators === true && compares(toleration, taint);
    default:
      return false;
  }
}

/** Gt asks that the taint's value is greater than the toleration's; both must be written canonically. */
function compares({ operator, value }: Toleration, taint: Taint): boolean {
  const bound = parseCanonicalInt64(value ?? '');
  const found = parseCanonicalInt64(taint.value ?? '');
  if (bound === undefined || found === undefined) return false;
  return operator === 'Gt' ? found > bound : found < bound;
}
