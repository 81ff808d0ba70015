import { compileRequirement, requirementProblem } from '../requirement.ts';
import type { DaemonSet, NodeSelectorRequirement, NodeSelectorTerm } from '../types.ts';

/** A test of one variable: a label by its key, or the node's name. */
export interface Atom {
  variable: string;
  holds(value: string | undefined): boolean;
  /** What the values that matter to it are made of. */
  mentions: readonly string[];
  /** The bound of Gt or Lt. */
  bound?: bigint;
}

/** All must hold. */
export type Conjunction = readonly Atom[];

/** The node's name among the variables; no label key has a space. */
export const nodeName = 'node name';

/**
 * What a DaemonSet selects by labels and name, as alternatives: one for each affinity term that can match, each with
 * nodeName and nodeSelector in it. No alternative means that nothing is selected.
 */
export function selection({ spec }: DaemonSet): Conjunction[] {
  const { nodeName: fixed, nodeSelector, affinity } = spec.template.spec;
  const always = [
    ...(fixed ? [oneName('In', fixed)] : []),
    ...Object.entries(nodeSelector ?? {}).map(
      ([key, value]): Atom => ({ variable: key, holds: (found) => found === value, mentions: [value] }),
    ),
  ];
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return [always];
  return (required.nodeSelectorTerms ?? []).flatMap((term) => {
    const atoms = termAtoms(term);
    return atoms === undefined ? [] : [[...always, ...atoms]];
  });
}

/** The atoms of a term; undefined when it can never match: empty, or not to be parsed. */
function termAtoms({ matchExpressions, matchFields }: NodeSelectorTerm): Atom[] | undefined {
  const expressions = matchExpressions ?? [];
  const fields = matchFields ?? [];
  if (expressions.length + fields.length === 0 || expressions.some((expression) => requirementProblem(expression)))
    return undefined;
  const atoms = expressions.map(expressionAtom);
  for (const { key, operator, values = [] } of fields) {
    const [value] = values;
    if (value === undefined || values.length !== 1 || (operator !== 'In' && operator !== 'NotIn')) return undefined;
    if (key === 'metadata.name') atoms.push(oneName(operator, value));
    // Any other field reads as empty on every node.
    else if ((value === '') !== (operator === 'In')) return undefined;
  }
  return atoms;
}

function oneName(operator: 'In' | 'NotIn', name: string): Atom {
  return { variable: nodeName, holds: (value) => (value === name) === (operator === 'In'), mentions: [name] };
}

function expressionAtom(expression: NodeSelectorRequirement): Atom {
  const { key, operator, values } = expression;
  const { matches } = compileRequirement(expression);
  const holds = (value: string | undefined) => matches(value === undefined ? {} : { [key]: value });
  if (operator !== 'Gt' && operator !== 'Lt') return { variable: key, holds, mentions: values ?? [] };
  return { variable: key, holds, mentions: [], bound: BigInt(values?.[0]?.replace(/^\+/, '') ?? '0') };
}
