import { UsageError } from '../../errors.ts';
import type { NodeVerb } from '../provider.ts';

interface NodeRequest {
  verb: NodeVerb;
  node: string;
  args: readonly string[];
}

const undone: readonly NodeVerb[] = ['label', 'taint', 'cordon', 'uncordon'];

/** Throws UsageError for what must not, or may not, be done to a node of somebody's own cluster. */
export function checkNodeVerb({ verb, node, args }: NodeRequest, mayChange: boolean): void {
  const refuse = (reason: string, next?: string) => {
    throw new UsageError(
      'E_NODE_VERB',
      `\`node ${verb} ${node}\` is not possible on somebody's own cluster: ${reason}`,
      next === undefined ? {} : { next },
    );
  };
  if (!undone.includes(verb)) refuse('only what can be put back is done there: label, taint, cordon and uncordon.');
  if (args.some((word) => word.endsWith(':NoExecute'))) refuse('it would evict the pods of others.');
  if (!mayChange) refuse('its nodes are not ours to change.', 'add --allow-node-changes, and it is undone afterwards');
}
