import { isDeepStrictEqual } from 'node:util';
import type { Node } from '../../placement/types.ts';

const setByControlPlane = (key: string) => key.startsWith('node.kubernetes.io/');

/** Whether a live node already is what it would be if it were created anew, apart from what the control plane sets. */
export function isAsWanted(live: Node, wanted: Node): boolean {
  const taints = (node: Node) =>
    (node.spec?.taints ?? [])
      .filter(({ key }) => !setByControlPlane(key))
      .map(({ key, value, effect }) => ({ key, value: value || undefined, effect }));
  return (
    isDeepStrictEqual(live.metadata.labels, wanted.metadata.labels) &&
    isDeepStrictEqual(taints(live), taints(wanted)) &&
    Boolean(live.spec?.unschedulable) === Boolean(wanted.spec?.unschedulable)
  );
}

/** The merge patch that makes a live node what is wanted. */
export function patchTo(live: Node, wanted: Node): object {
  const surplus = Object.keys(live.metadata.labels ?? {}).filter((key) => wanted.metadata.labels?.[key] === undefined);
  return {
    metadata: { labels: { ...Object.fromEntries(surplus.map((key) => [key, null])), ...wanted.metadata.labels } },
    spec: { taints: wanted.spec?.taints ?? null, unschedulable: wanted.spec?.unschedulable ?? null },
  };
}

/** Whether a node is Ready and carries no taint that the control plane still has to take away. */
export function isSettled(node: Node): boolean {
  const ready = node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  const pending = (node.spec?.taints ?? []).some(
    ({ key }) => setByControlPlane(key) && key !== 'node.kubernetes.io/unschedulable',
  );
  return ready && !pending;
}
