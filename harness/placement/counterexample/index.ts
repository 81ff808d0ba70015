import { compilePlacement } from '../compile.ts';
import { taintText } from '../taints.ts';
import type { TolerationOptions } from '../tolerations.ts';
import type { DaemonSet, Node, Placement, Taint } from '../types.ts';
import { nodeName, selection } from './atoms.ts';
import { domainsOf } from './domains.ts';
import { type Assignment, Search, type Solution } from './search.ts';
import { tellingTaint } from './taint.ts';

/** Whether two DaemonSets run on the same nodes, whatever nodes there are; if not, a smallest node on which they differ. */
export type Comparison =
  | { kind: 'agree' }
  | { kind: 'differ'; node: Node; yours: Placement; reference: Placement; message: string };

interface Candidate extends Solution {
  taint?: Taint;
}

/**
 * Compares two DaemonSets over all nodes. A pod runs where the labels are selected and no taint stands in the way, so two
 * DaemonSets differ in one of two ways: one selects a node that the other does not (and no taint is needed to see it), or
 * both select a node with a taint that only one tolerates (and one taint is enough). Where neither is possible they agree on
 * shouldContinueRunning too: a NoExecute taint that tells there tells shouldRun apart as well.
 */
export function compareDaemonSets(yours: DaemonSet, reference: DaemonSet, options: TolerationOptions = {}): Comparison {
  const [a, b] = [selection(yours), selection(reference)];
  const search = new Search(domainsOf([...a, ...b].flat()));
  const candidates: (Candidate | undefined)[] = [search.onlyFirst(b, a), search.onlyFirst(a, b)];
  const taint = tellingTaint(reference, yours, options) ?? tellingTaint(yours, reference, options);
  const shared = taint && search.both(a, b);
  if (shared) candidates.push({ ...shared, taint, size: shared.size + 1 });
  const [smallest] = candidates
    .filter((candidate) => candidate !== undefined)
    .sort((one, other) => one.size - other.size);
  if (smallest === undefined) return { kind: 'agree' };
  const node = toNode(smallest);
  const placements = [yours, reference].map((daemonSet) => compilePlacement(daemonSet, options)(node)) as [
    Placement,
    Placement,
  ];
  return {
    kind: 'differ',
    node,
    yours: placements[0],
    reference: placements[1],
    message: describe(smallest, placements),
  };
}

function toNode({ assignment, taint }: Candidate): Node {
  const labels = Object.fromEntries(labelsOf(assignment));
  return {
    metadata: { name: assignment.get(nodeName) ?? 'some-node', labels },
    spec: { taints: taint ? [taint] : [] },
  };
}

function labelsOf(assignment: Assignment): [string, string][] {
  return [...assignment].flatMap(([key, value]): [string, string][] =>
    key === nodeName || value === undefined ? [] : [[key, value]],
  );
}

function describe({ assignment, taint, size }: Candidate, [yours, reference]: [Placement, Placement]): string {
  const labels = labelsOf(assignment).map(([key, value]) => `${key}=${value}`);
  const isNamed = size > labels.length + (taint ? 1 : 0);
  const parts = [
    ...(isNamed ? [`called ${assignment.get(nodeName)}`] : []),
    ...(labels.length > 0 ? [`labelled ${labels.join(' and ')}`] : []),
    ...(taint ? [`tainted ${taintText(taint)}`] : []),
  ];
  const node = parts.length > 0 ? `a node ${parts.join(' and ')}` : 'a node without labels and taints';
  const says = ({ shouldRun, shouldContinueRunning }: Placement) =>
    shouldRun
      ? 'runs a pod there'
      : shouldContinueRunning
        ? 'starts no pod there, but lets a running one stay'
        : 'runs none';
  return yours.shouldRun
    ? `${node}: yours runs a pod there, the reference ${says(reference)}`
    : `${node}: yours ${says(yours)}, the reference runs a pod there`;
}
