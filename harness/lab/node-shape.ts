/** What of a node a lab cares about. */
export interface NodeShape {
  name: string;
  labels: Record<string, string>;
  taints: { key: string; value: string; effect: string }[];
  unschedulable: boolean;
}

type TaintShape = NodeShape['taints'][number];

/** `key=value:Effect`, or `key:Effect` when it has no value. */
export function taintText({ key, value, effect }: TaintShape): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}

/** Labels that the provider or the kubelet sets by itself. */
const ownLabel = /^(kubernetes\.io\/(hostname|os|arch)|beta\.kubernetes\.io\/.*)$/;

/** Taints that the control plane sets by itself, by the node's conditions or because it is cordoned. */
const ownTaint = /^node\.kubernetes\.io\//;

function labelClauses(expected: NodeShape, actual: NodeShape): string[] {
  const keys = [...new Set([...Object.keys(expected.labels), ...Object.keys(actual.labels)])].sort();
  return keys.flatMap((key) => {
    const [due, found] = [expected.labels[key], actual.labels[key]];
    if (due === found || ownLabel.test(key)) return [];
    if (due === undefined) return `label ${key}=${found} was added`;
    if (found === undefined) return `label ${key}=${due} is gone`;
    return `label ${key} is ${found} instead of ${due}`;
  });
}

function taintClauses(expected: NodeShape, actual: NodeShape): string[] {
  const texts = ({ taints }: NodeShape) => taints.filter(({ key }) => !ownTaint.test(key)).map(taintText);
  const [due, found] = [texts(expected), texts(actual)];
  return [
    ...found.filter((taint) => !due.includes(taint)).map((taint) => `taint ${taint} was added`),
    ...due.filter((taint) => !found.includes(taint)).map((taint) => `taint ${taint} is gone`),
  ];
}

function clauses(expected: NodeShape | undefined, actual: NodeShape | undefined): string[] {
  if (!expected) return ['the node is not part of the lab'];
  if (!actual) return ['the node is gone'];
  const cordon =
    expected.unschedulable === actual.unschedulable
      ? []
      : [actual.unschedulable ? 'it was cordoned' : 'it was uncordoned'];
  return [...labelClauses(expected, actual), ...taintClauses(expected, actual), ...cordon];
}

/** The nodes that are not as expected, by name, each with what is different about it. */
export function diffNodes(
  expected: readonly NodeShape[],
  actual: readonly NodeShape[],
): { node: string; message: string }[] {
  const byName = (nodes: readonly NodeShape[]) => new Map(nodes.map((node) => [node.name, node]));
  const [due, found] = [byName(expected), byName(actual)];
  const names = [...new Set([...due.keys(), ...found.keys()])];
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.flatMap((node) => {
    const message = clauses(due.get(node), found.get(node)).join(', ');
    return message === '' ? [] : [{ node, message }];
  });
}
