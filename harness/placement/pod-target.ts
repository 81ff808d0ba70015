import type { Pod } from './types.ts';

/**
 * The node that a daemon pod is meant for: the one it is bound to, else the one that the controller wrote into its required
 * affinity as `metadata.name In [node]` (`GetTargetNodeName` in daemonset_util.go).
 */
export function podTarget({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields } of terms) {
    const named = matchFields?.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (named) return named.values?.length === 1 ? named.values[0] : undefined;
  }
  return undefined;
}
