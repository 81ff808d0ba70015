import { parseLabelSelector } from '../../placement/index.ts';
import type { IntendedSpec } from '../kinds/common.ts';
import { code, joined } from './text.ts';

type Requirement = ReturnType<typeof parseLabelSelector>[number];

const words: Record<string, (requirement: Requirement) => string> = {
  In: ({ key, values }) =>
    values.length === 1
      ? `labelled ${code(`${key}=${values[0]}`)}`
      : `whose ${code(key)} is ${joined(values.map(code), 'or')}`,
  NotIn: ({ key, values }) => `whose ${code(key)} is not ${joined(values.map(code), 'or')}`,
  Exists: ({ key }) => `that have the label ${code(key)}`,
  DoesNotExist: ({ key }) => `without the label ${code(key)}`,
  Gt: ({ key, values }) => `whose ${code(key)} is above ${values.join('')}`,
  Lt: ({ key, values }) => `whose ${code(key)} is below ${values.join('')}`,
};

/** What a label selector asks of nodes or pods, to stand behind the noun in the plural. */
export const selected = (selector: string): string =>
  joined(
    parseLabelSelector(selector).map((requirement) => words[requirement.operator]?.(requirement) ?? code(selector)),
  );

/** A set of nodes, to stand behind "on": each of them is meant. */
export function nodes(spec: IntendedSpec): string {
  if (spec === 'all') return 'every node';
  if ('names' in spec) return joined(spec.names.map(code));
  if ('labels' in spec) return `all nodes ${selected(spec.labels)}`;
  return `all nodes that the right answer (${code(spec.reference)}) selects`;
}

/** Whether a set of nodes leaves any other node to speak of. */
export const isAll = (spec: IntendedSpec): boolean => spec === 'all';

/** Pods by labels or by their DaemonSet, in the plural. */
export const podsOf = ({
  daemonSet,
  selector,
}: {
  daemonSet?: string | undefined;
  selector?: string | undefined;
}): string =>
  daemonSet === undefined ? `pods ${selected(selector ?? '')}` : `pods of the DaemonSet ${code(daemonSet)}`;
