import type { Api } from '../../cluster/api.ts';
import type { ClusterError } from '../../errors.ts';
import type { PlainVerdict } from '../../result.ts';
import { type Intended, missingNames } from '../../verdict/intended.ts';
import { nodesVerdict, plainVerdict } from '../../verdict/plain.ts';
import { dueAt, judgeReach } from '../../verdict/reach.ts';
import type { Asked, ReachTask } from '../../verdict/reach-asked.ts';
import { triesToMeetAll } from '../../verdict/reach-tries.ts';
import { askAll } from './ask-all.ts';
import type { Asker } from './asker.ts';
import { controls, distrust } from './control.ts';
import { fromHost } from './from-host.ts';
import { type ClusterDns, fromNode, fromPod, type RunOnNode } from './from-node.ts';
import { probeContainers } from './probe-pods.ts';
import { chosenNodes, identities, nameOf, readScene, type Scene } from './scene.ts';
import { commonTargets, type Destination, hostTargets, type Targets } from './targets.ts';

/** A claim of who answers whom, in terms of the live cluster. */
export interface ReachClaim {
  namespace: string;
  from: { kind: 'host' } | { kind: 'nodes' | 'pods'; on: Intended };
  to: Destination;
  path: string;
  /** Regular expression that says who answers. */
  pattern: string;
  /** Whose pods may answer, as Kind/name; undefined for all of the namespace. */
  of?: string;
  /** Undefined when nobody may answer. */
  answeredBy?: Intended;
  own: ReachTask['own'];
}

/** What one round needs. */
export interface ReachTools {
  api: Api;
  runOnNode: RunOnNode;
  signal?: AbortSignal;
}

/** Everything asked once. */
export interface Round {
  verdict: PlainVerdict;
  /** Whether silence is part of the claim, which one round alone does not prove. */
  claimsSilence: boolean;
  /** Why the silence that was met is not to be believed: what must answer was silent too. */
  doubt: ClusterError | undefined;
}

/** Asks everything from everywhere, on the cluster as it is now. Throws ClusterError when it cannot ask. */
export async function askRound(claim: ReachClaim, tools: ReachTools): Promise<Round> {
  const scene = await readScene(tools.api, claim.namespace);
  const answeredBy = claim.answeredBy ? chosenNodes(scene, claim.answeredBy).map(nameOf) : [];
  const common = await commonTargets(scene, claim.to);
  const problem = premise(claim, { scene, answeredBy, common });
  if (problem) return { verdict: problem, claimsSilence: false, doubt: undefined };

  const task = taskOf(claim, scene, answeredBy);
  const askers = await askersOf(claim, scene, tools);
  const heard = await askAll(askers, async (asker) => {
    tools.signal?.throwIfAborted();
    const targets = common && 'targets' in common ? common : await targetsOf(claim.to, asker, scene);
    return askFrom(asker, targets, { claim, scene, task });
  });
  const asked = heard.flatMap(({ asked: here }) => here);
  return {
    verdict: judgeReach(task, asked),
    claimsSilence: asked.some((one) => dueAt(task, one).size === 0),
    doubt: heard.find(({ doubt }) => doubt !== undefined)?.doubt,
  };
}

interface Asking {
  claim: ReachClaim;
  scene: Scene;
  task: ReachTask;
}

/** What one place hears from everywhere, and why its silences cannot be believed. */
async function askFrom(
  asker: Asker,
  { targets, words }: Targets,
  { claim, scene, task }: Asking,
): Promise<{ asked: Asked[]; doubt: ClusterError | undefined }> {
  const from = { words: asker.words, ...(asker.node !== undefined && { node: asker.node }) };
  if (targets.length === 0)
    return { asked: [{ from, to: { words }, tries: [{ silence: 'no address' }] }], doubt: undefined };
  const places = targets.map(({ words: to, node, address }) => ({
    from,
    to: { words: to, address, ...(node !== undefined && { node }) },
  }));
  const inTurn = triesToMeetAll(claim.own === 'any' ? scene.nodes.length : 2);
  const proofs = await controls(asker, scene, new Set(targets.flatMap(({ node }) => node ?? [])));
  const answers = await asker.ask([
    ...targets.map((target, at) => {
      const silenceIsDue = dueAt(task, places[at] ?? { from, to: { words } }).size === 0;
      return { ...target, path: claim.path, tries: silenceIsDue ? 1 : inTurn };
    }),
    ...proofs.map(({ question }) => question),
  ]);
  const asked = places.map((place, at) => ({ ...place, tries: answers[at] ?? [] }));
  const wasSilent = asked.some(({ tries }) => tries.some((one) => 'silence' in one));
  const proved = proofs.map((control, at) => ({ control, tries: answers[targets.length + at] ?? [] }));
  return { asked, doubt: wasSilent ? distrust(asker, proved) : undefined };
}

function taskOf({ pattern, own, to, of }: ReachClaim, scene: Scene, answeredBy: readonly string[]): ReachTask {
  return { pattern, own, byName: to.kind === 'host', who: identities(scene, of), answeredBy: new Set(answeredBy) };
}

async function targetsOf(to: Destination, asker: Asker, scene: Scene): Promise<Targets> {
  if (to.kind !== 'host') throw new TypeError(`Expected a host but found ${to.kind}.`);
  return hostTargets(asker, to, identities(scene));
}

interface Premises {
  scene: Scene;
  answeredBy: readonly string[];
  common: Awaited<ReturnType<typeof commonTargets>>;
}

/** Why nothing could be proved on this cluster, undefined when something can. */
function premise({ from, to, answeredBy: intended }: ReachClaim, found: Premises): PlainVerdict | undefined {
  const { scene, answeredBy, common } = found;
  const sets = [
    ...(from.kind === 'host' ? [] : [from.on]),
    ...('nodes' in to ? [to.nodes] : []),
    ...(intended ? [intended] : []),
  ];
  const missing = [...new Set(sets.flatMap((set) => missingNames(set, scene.nodes)))];
  if (missing.length > 0) {
    const code = 'INTENDED_NODE_MISSING' as const;
    const rows = missing.map((node) => ({ node, code, message: 'expected a node of this name but found none.' }));
    return nodesVerdict(rows, {
      pass: '',
      fail: `The task names ${missing.join(', ')}, which the cluster does not have.`,
    });
  }
  if (common && 'code' in common) return plainVerdict(common.code, common.message);
  if (from.kind !== 'host' && chosenNodes(scene, from.on).length === 0) return empty('asks');
  if (intended && answeredBy.length === 0) return empty('is to answer');
  if (!intended && common?.targets.length === 0) return empty('is asked');
  return undefined;
}

const empty = (does: string) =>
  plainVerdict('EMPTY_INTENDED', `No node or pod at all ${does}, so nothing would be proved.`);

async function askersOf({ from }: ReachClaim, scene: Scene, tools: ReachTools): Promise<Asker[]> {
  const { api, runOnNode, signal } = tools;
  if (from.kind === 'host') return [fromHost(signal)];
  const nodes = chosenNodes(scene, from.on).map(nameOf);
  const server = (await scene.service('kube-dns', 'kube-system'))?.spec?.clusterIP ?? '';
  const dns: ClusterDns = { server, namespace: scene.namespace };
  if (from.kind === 'nodes') return nodes.map((node) => fromNode(runOnNode, node, dns));
  const containers = await probeContainers(api, nodes);
  return [...containers].map(([node, container]) => fromPod(runOnNode, { node, container }, dns));
}
