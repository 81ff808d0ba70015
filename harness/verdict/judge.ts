import { compilePlacement } from '../placement/index.ts';
import type { DaemonSet, Node, Placement, Pod } from '../placement/types.ts';
import type { NodeVerdict, PlacementVerdict } from '../result.ts';
import { absentVerdicts, hasStrayPods, markChanged } from './absent-nodes.ts';
import { assessNode, type NodeAssessment } from './assess-node.ts';
import { leadingCode, type VerdictCode, verdictCodes } from './codes.ts';
import { compileIntended, compileSelector, describeIntended, type Intended, missingNames } from './intended.ts';
import { describeNode } from './messages.ts';
import { mayRecover, nodeInMotion } from './node-state.ts';
import type { Observation } from './observation.ts';
import { compareNames } from './order.ts';
import { currentHash, isOlderByStatus, podHash, replacesOldPods } from './revision.ts';
import { summarise } from './summary.ts';

export interface Task {
  /** namespace/name */
  daemonSet: string;
  intended: Intended;
  /** Nodes that are not intended, but must keep the pod that already runs there. */
  kept?: string;
  /** Nodes that are not intended, but may keep the pod that already runs there. */
  mayKeep?: string;
  /** Lets a task pass in which no node at all is intended. */
  allowEmpty?: boolean;
  /** Changes to nodes that the task did not ask for; none are looked for when this is left out. */
  topologyChanges?: (nodes: readonly Node[]) => readonly { node: string; message: string }[];
}

export interface Judgement {
  verdict: PlacementVerdict;
  /** Whether waiting longer could not change it: the controller has nothing left to do, and no node is about to change. */
  final: boolean;
}

/** Judges one task again and again as the observation changes; remembers what it computed for unchanged nodes. */
export class Judge {
  readonly #task: Task;
  readonly #isIntended: ((node: Node) => boolean) | undefined;
  readonly #isKept: (node: Node) => boolean;
  readonly #mayKeep: (node: Node) => boolean;
  #template: string | undefined;
  #place: (node: Node) => Placement = () => ({
    shouldRun: false,
    shouldContinueRunning: false,
    reasons: [{ code: 'ELIGIBLE', message: '' }],
  });
  #placements = new WeakMap<Node, Placement>();
  #revision: { daemonSet: unknown; revisions: unknown; isOutdated: IsOutdated | null | undefined } | undefined;

  constructor(task: Task) {
    this.#task = task;
    this.#isIntended = compileIntended(task.intended);
    this.#isKept = task.kept === undefined ? () => false : compileSelector(task.kept);
    this.#mayKeep = task.mayKeep === undefined ? () => false : compileSelector(task.mayKeep);
  }

  /** Whether the verdict on this observation would be final; much cheaper than the verdict itself. */
  isFinal(observation: Observation): boolean {
    const { daemonSet } = observation;
    if (!isPresent(daemonSet) || !isObserved(daemonSet)) return false;
    this.#use(daemonSet);
    const isOutdated = this.#outdatedTest(observation);
    if (
      isOutdated === null ||
      hasStrayPods(observation) ||
      missingNames(this.#task.intended, observation.nodes).length > 0
    )
      return false;
    return observation.nodes.every((node) => {
      const { inMotion, code } = this.#assess(node, observation, isOutdated);
      if (inMotion || nodeInMotion(node) !== undefined) return false;
      return verdictCodes[code].status === 'pass' || !mayRecover(node);
    });
  }

  /** The verdict on this observation, node by node, and whether it is final. */
  judge(observation: Observation): Judgement {
    const { daemonSet } = observation;
    const final = this.isFinal(observation);
    if (!isPresent(daemonSet)) return { verdict: this.#verdict(observation, [], ['DAEMONSET_NOT_FOUND']), final };
    this.#use(daemonSet);
    const isOutdated = this.#outdatedTest(observation);
    const missing = missingNames(this.#task.intended, observation.nodes);
    const nodes = [
      ...this.#judgeNodes(observation, isOutdated ?? undefined),
      ...absentVerdicts(observation, missing),
    ].sort(byName);
    const changes = this.#task.topologyChanges?.(observation.nodes) ?? [];
    const codes: VerdictCode[] = nodes.map(({ code }) => code as VerdictCode);
    if (!isObserved(daemonSet) || isOutdated === null) codes.push('GENERATION_NOT_OBSERVED');
    if (changes.length > 0) codes.push('TOPOLOGY_CHANGED');
    if (!this.#task.allowEmpty && !nodes.some(({ intended }) => intended)) codes.push('EMPTY_INTENDED');
    return { verdict: this.#verdict(observation, markChanged(nodes, changes), codes), final };
  }

  #judgeNodes(observation: Observation, isOutdated: IsOutdated | undefined): NodeVerdict[] {
    return observation.nodes.map((node) => {
      const assessment = this.#assess(node, observation, isOutdated);
      const motion = nodeInMotion(node);
      // A state that is about to change by itself is no pass, even where it looks like one.
      const code = assessment.code === 'OK' && motion !== undefined ? 'NODE_UNSETTLED' : assessment.code;
      return describeNode({ ...assessment, code }, motion);
    });
  }

  #assess(node: Node, observation: Observation, isOutdated: IsOutdated | undefined): NodeAssessment {
    let placement = this.#placements.get(node);
    if (placement === undefined) {
      placement = this.#place(node);
      this.#placements.set(node, placement);
    }
    const intended = this.#isIntended ? this.#isIntended(node) : placement.shouldRun;
    const wants = intended
      ? 'pod'
      : this.#isKept(node)
        ? 'kept pod'
        : this.#mayKeep(node) || !this.#isIntended
          ? 'maybe a kept pod'
          : 'none';
    const pods = observation.podsByNode.get(node.metadata.name ?? '') ?? [];
    return assessNode({ node, placement, wants, pods, isOutdated });
  }

  /** Compiles the placement model anew when the template has changed. */
  #use(daemonSet: DaemonSet): void {
    const template = JSON.stringify(daemonSet.spec.template.spec);
    if (template === this.#template) return;
    this.#template = template;
    this.#place = compilePlacement(daemonSet);
    this.#placements = new WeakMap();
  }

  /** Tells pods of an older template; undefined when any will do, null when the controller has not made the revision yet. */
  #outdatedTest({ daemonSet, revisions }: Observation): IsOutdated | null | undefined {
    if (!daemonSet || !replacesOldPods(daemonSet)) return undefined;
    if (this.#revision?.daemonSet !== daemonSet || this.#revision.revisions !== revisions) {
      this.#revision = { daemonSet, revisions, isOutdated: outdatedTest(daemonSet, revisions) };
    }
    return this.#revision.isOutdated;
  }

  #verdict({ daemonSet }: Observation, nodes: NodeVerdict[], codes: VerdictCode[]): PlacementVerdict {
    const code = leadingCode(codes);
    const verdict = {
      schemaVersion: 1 as const,
      status: verdictCodes[code].status,
      daemonSet: this.#task.daemonSet,
      intended: describeIntended(this.#task.intended),
      generation: daemonSet?.metadata.generation ?? null,
      observedGeneration: daemonSet?.status?.observedGeneration ?? null,
      resourceVersion: daemonSet?.metadata.resourceVersion ?? null,
      nodes,
      code,
    };
    return { ...verdict, summary: summarise(verdict) };
  }
}

type IsOutdated = (pod: Pod) => boolean;

function outdatedTest(daemonSet: DaemonSet, revisions: Observation['revisions']): IsOutdated | null {
  if (!revisions) return (pod) => isOlderByStatus(daemonSet, pod);
  const hash = currentHash({ daemonSet, revisions });
  return hash === null ? null : (pod) => podHash(pod) !== hash;
}

/** A DaemonSet that is being deleted is as good as none: the controller no longer acts on it. */
function isPresent(daemonSet: DaemonSet | undefined): daemonSet is DaemonSet {
  return daemonSet !== undefined && !daemonSet.metadata.deletionTimestamp;
}

/** 0/0 before the controller has looked is never a pass. */
function isObserved({ metadata, status }: DaemonSet): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 1);
}

function byName(a: { node: string }, b: { node: string }): number {
  return compareNames(a.node, b.node);
}
