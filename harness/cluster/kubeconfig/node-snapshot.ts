import type { Node, Taint } from '../../placement/types.ts';

/** What of a node we may change, as it was before we did. */
export interface NodeSnapshot {
  name: string;
  /** A node that was made anew since is another node. */
  uid: string;
  labels: Record<string, string>;
  /** Without those that the control plane sets by itself. */
  taints: Taint[];
  unschedulable: boolean;
}

/** Taints that the node's condition brings and takes. */
export const setByControlPlane = ({ key }: Taint): boolean => key.startsWith('node.kubernetes.io/');

export function snapshotOf({ metadata, spec }: Node): NodeSnapshot {
  return {
    name: metadata.name ?? '',
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    taints: (spec?.taints ?? []).filter((taint) => !setByControlPlane(taint)),
    unschedulable: spec?.unschedulable ?? false,
  };
}

/** `key=value:Effect`, as kubectl writes a taint. */
export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** The merge patch that makes a live node what is wanted; undefined where it is so already. */
export function patchTo(live: Node, wanted: Omit<NodeSnapshot, 'uid'>): object | undefined {
  const now = snapshotOf(live);
  const surplus = Object.keys(now.labels).filter((key) => wanted.labels[key] === undefined);
  const changed = Object.entries(wanted.labels).filter(([key, value]) => now.labels[key] !== value);
  const labels = { ...Object.fromEntries(surplus.map((key) => [key, null])), ...Object.fromEntries(changed) };
  const texts = (taints: readonly Taint[]) => taints.map(taintText).sort().join();
  const spec = {
    ...(texts(now.taints) !== texts(wanted.taints) && {
      taints: [...(live.spec?.taints ?? []).filter(setByControlPlane), ...wanted.taints],
    }),
    ...(now.unschedulable !== wanted.unschedulable && { unschedulable: wanted.unschedulable || null }),
  };
  if (Object.keys(labels).length + Object.keys(spec).length === 0) return undefined;
  // With the version that was read, so that nothing which somebody else writes meanwhile is lost.
  return { metadata: { resourceVersion: live.metadata.resourceVersion, labels }, spec };
}

/** Live nodes as they were before we changed them: what a killed run left on them is not theirs. */
export function asBefore(live: readonly Node[], before: readonly NodeSnapshot[]): Node[] {
  const byUid = new Map(before.map((snapshot) => [snapshot.uid, snapshot]));
  return live.map((node) => {
    const was = byUid.get(node.metadata.uid ?? '');
    if (!was) return node;
    const own = (node.spec?.taints ?? []).filter(setByControlPlane);
    return {
      ...node,
      metadata: { ...node.metadata, labels: was.labels },
      spec: { ...node.spec, taints: [...own, ...was.taints], unschedulable: was.unschedulable },
    };
  });
}
