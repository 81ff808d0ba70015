import { UsageError } from '../../../harness/errors.ts';
import { type Comparison, compareDaemonSets } from '../../../harness/placement/counterexample/index.ts';
import { type Explanation, explainAll, type NodeExplanation } from '../../../harness/placement/explain.ts';
import { type KnownDocuments, type ManifestEntry, YamlError } from '../../../harness/placement/manifest.ts';
import { daemonSetsOf, nodesOf } from '../../../harness/placement/named-files.ts';
import type { DaemonSet, Node, PodSpec } from '../../../harness/placement/types.ts';
import type { Refusal } from '../../../harness/placement/validate/index.ts';
import { type GridCell, mosaicAbove } from '../NodeGrid/model.ts';
import { reasonText, stateOf } from '../Placement/cells.ts';
import { markedBy } from '../Topology/node-of.ts';
import { lineOfField } from './locate.ts';

/** What the texts are called in messages: the files that `course explain` would be given. */
export const fileNames = { daemonSets: 'daemonset.yaml', nodes: 'nodes.yaml' } as const;
/** One of the two texts. */
export type Side = keyof typeof fileNames;

/** What the Explorer is asked. */
export interface Question {
  /** A text with one or many DaemonSets, YAML or JSON. */
  daemonSets: string;
  /** A text with nodes, as `kubectl get nodes -o yaml` writes them or shorter. */
  nodes: string;
  /** `namespace/name` of the DaemonSet that is asked about; the first, where it is left out or not there. */
  chosen?: string | undefined;
}

/** Something wrong with a text, with its place where it is known. */
export interface Problem {
  side: Side;
  message: string;
  line?: number;
  /** A warning does not keep anything from being answered. */
  isWarning: boolean;
}

/** What the Explorer answers. */
export interface Answer {
  problems: Problem[];
  /** The DaemonSets of the text, in their order. */
  names: string[];
  chosen: string | undefined;
  /** Why `kubectl apply --validate=strict` would refuse the one that is asked about. */
  refusal: Refusal | undefined;
  /** What `course explain` says of it, node by node. */
  nodes: NodeExplanation[];
  cells: GridCell[];
  /** The nodes of the text. */
  objects: readonly Node[];
  /** The pod template of the DaemonSet that is asked about, where it would be accepted. */
  template: PodSpec | undefined;
}

/** Remembers what was read, so that an edit costs only what it changes. */
export class Explorer {
  readonly #known: KnownDocuments = new Map();
  #nodes: { text: string; nodes: Node[] } | undefined;
  #entries: { text: string; entries: ManifestEntry[]; warnings: Problem[] } | undefined;

  /** Answers for all nodes at once; whatever is wrong with a text is a problem, never an error. */
  answer({ daemonSets, nodes: nodesText, chosen: wanted }: Question): Answer {
    const problems: Problem[] = [];
    const entries = this.#tried('daemonSets', problems, () => this.#readDaemonSets(daemonSets, problems)) ?? [];
    const nodes = this.#tried('nodes', problems, () => this.#readNodes(nodesText)) ?? [];
    const names = uniqueNames(entries);
    const at = Math.max(0, names.indexOf(wanted ?? ''));
    const entry = entries[at];
    const checked = entry?.checked;
    const answer = {
      problems,
      names,
      chosen: names[at],
      objects: nodes,
      template: checked?.kind === 'accepted' ? checked.daemonSet.spec.template.spec : undefined,
    };
    const [explanation]: Explanation[] = entry ? [...explainAll([entry], nodes)] : [];
    if (!explanation) return { ...answer, refusal: undefined, nodes: [], cells: [] };
    if ('error' in explanation) {
      const { field, reason, message } = explanation.error;
      const line = lineOfField(daemonSets, at, field);
      problems.push({
        side: 'daemonSets',
        message: `${field}: ${message} (${reason})`,
        ...(line && { line }),
        isWarning: false,
      });
      return { ...answer, refusal: explanation.error, nodes: [], cells: [] };
    }
    return { ...answer, refusal: undefined, nodes: explanation.nodes, cells: cellsOf(explanation.nodes, nodes) };
  }

  #readDaemonSets(text: string, problems: Problem[]): ManifestEntry[] {
    if (this.#entries?.text !== text) {
      const { daemonSets, warnings } = daemonSetsOf({ file: fileNames.daemonSets, text });
      this.#entries = {
        text,
        entries: daemonSets,
        warnings: warnings.map(({ message, line }) => ({
          side: 'daemonSets',
          message: message.replace(/^warning: /, ''),
          ...(line && { line }),
          isWarning: true,
        })),
      };
    }
    problems.push(...this.#entries.warnings);
    return this.#entries.entries;
  }

  #readNodes(text: string): Node[] {
    if (this.#nodes?.text !== text)
      this.#nodes = { text, nodes: nodesOf({ file: fileNames.nodes, text }, this.#known) };
    return this.#nodes.nodes;
  }

  #tried<T>(side: Side, problems: Problem[], read: () => T): T | undefined {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof UsageError)) throw cause;
      const line = cause.cause instanceof YamlError ? cause.cause.line : undefined;
      problems.push({ side, message: cause.message, ...(line && { line }), isWarning: false });
      return undefined;
    }
  }
}

/** What the DaemonSets of a text are called; a second of the same name is told apart by its number. */
function uniqueNames(entries: readonly ManifestEntry[]): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** The answers as cells; a mosaic is grouped by answer and reason, so that it can be read. */
function cellsOf(explanations: readonly NodeExplanation[], nodes: readonly Node[]): GridCell[] {
  const isMosaic = nodes.length > mosaicAbove;
  return explanations.map((explanation, at) => {
    const state = stateOf(explanation);
    const reason = reasonText(explanation);
    const cell = { name: explanation.node, state, reason, ...(nodes[at] && marks(nodes[at])) };
    return isMosaic ? { ...cell, group: `${groupWords[state] ?? state}: ${reason}` } : cell;
  });
}

const groupWords: Partial<Record<GridCell['state'], string>> = {
  running: 'run a pod',
  keeps: 'get no new pod, keep one that runs',
  none: 'get no pod',
};

const markCache = new WeakMap<Node, ReturnType<typeof markedBy>>();

function marks(node: Node): ReturnType<typeof markedBy> {
  const found = markCache.get(node) ?? markedBy(node);
  markCache.set(node, found);
  return found;
}

/** A comparison with a DaemonSet of another text, as `course explain --against` makes it. */
export type Compared = Comparison | { kind: 'refused'; whose: 'yours' | 'reference'; message: string };

/** Whether the DaemonSet that is asked about runs on the same nodes as another, whatever nodes there are. */
export function compareWith(question: Question, reference: { text: string; name?: string | undefined }): Compared {
  const yours = oneOf(question.daemonSets, question.chosen);
  if ('message' in yours) return { kind: 'refused', whose: 'yours', ...yours };
  const other = oneOf(reference.text, reference.name);
  if ('message' in other) return { kind: 'refused', whose: 'reference', ...other };
  return compareDaemonSets(yours.daemonSet, other.daemonSet);
}

function oneOf(text: string, name: string | undefined): { daemonSet: DaemonSet } | { message: string } {
  try {
    const { daemonSets } = daemonSetsOf({ file: fileNames.daemonSets, text });
    const { checked } = daemonSets[uniqueNames(daemonSets).indexOf(name ?? '')] ?? daemonSets[0] ?? {};
    if (checked?.kind === 'accepted') return checked;
    const refusal = checked?.refusals[0];
    return { message: refusal ? `${refusal.field}: ${refusal.message} (${refusal.reason})` : 'there is no DaemonSet' };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    return { message: cause.message };
  }
}
