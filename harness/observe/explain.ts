import { type Api, ApiError, isNotFound, type KubeObject } from '../cluster/api.ts';
import { ClusterError, UsageError } from '../errors.ts';
import { compilePlacement, podTarget } from '../placement/index.ts';
import type { DaemonSet, Node, NodeSelector, Placement, Pod } from '../placement/types.ts';
import { isPodLive, isPodReady } from '../verdict/node-state.ts';
import { type Claim, type PodProblem, podProblem } from '../verdict/pod-problem.ts';
import type { Subject } from './watcher.ts';

/** One node of a live explanation: what placement says, which pods are there, and what keeps a due pod from running. */
export interface ExplainedNode extends Placement {
  node: string;
  pods: { name: string; phase: string; ready: boolean }[];
  problem?: PodProblem;
}

export interface LiveExplanation {
  daemonSet: string;
  serverVersion: string;
  nodes: ExplainedNode[];
  /** What we were not allowed to see, and what could therefore not be said. */
  notSeen: string[];
  /** Events of the DaemonSet that explain missing pods, newest first. */
  refusals: string[];
}

/** Reads what is needed to explain a DaemonSet on a live cluster; only gets and lists. Throws UsageError when there is none. */
export async function explainLive(api: Api, subject: Subject): Promise<LiveExplanation> {
  const { namespace, name } = subject;
  const core = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  const [daemonSet, nodes, pods, version] = await Promise.all([
    getDaemonSet(api, subject),
    required(api.list<Node>('/api/v1/nodes'), 'nodes'),
    required(api.list<Pod>(`${core}/pods`), `pods in namespace ${namespace}`),
    api.get<{ gitVersion: string }>('/version').catch(() => ({ gitVersion: 'unknown' })),
  ]);
  const notSeen: string[] = [];
  const see = <T>(what: string, lack: string, request: Promise<T>) =>
    optional(request, () => notSeen.push(`${what}: ${lack}`));
  const owned = pods.items.filter((pod) =>
    pod.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === daemonSet.metadata.uid),
  );
  const needsMore = owned.some((pod) => !isPodReady(pod)) || owned.length < nodes.items.length;
  const [events, everyPod, claims] = needsMore
    ? await Promise.all([
        see(
          'events',
          'why pods are refused cannot be said',
          api.list<Event>(`${core}/events`, {
            query: { fieldSelector: `involvedObject.kind=DaemonSet,involvedObject.name=${name}` },
          }),
        ),
        see(
          'pods of all namespaces',
          'what takes room and host ports on a node cannot be said',
          api.list<Pod>('/api/v1/pods'),
        ),
        see(
          'persistentvolumeclaims',
          'volumes cannot be judged',
          readClaims(api, core, (volumes) =>
            see('persistentvolumes', 'on which nodes a volume can be used cannot be said', volumes),
          ),
        ),
      ])
    : [undefined, undefined, undefined];
  const refusals = refusalsOf(events?.items ?? [], daemonSet);
  return {
    daemonSet: `${namespace}/${name}`,
    serverVersion: version.gitVersion,
    nodes: explainNodes({
      daemonSet,
      nodes: nodes.items,
      owned,
      everyPod: everyPod?.items,
      claims,
      refusal: refusals[0],
    }),
    notSeen: notSeen.sort(),
    refusals,
  };
}

/** The DaemonSet and all nodes as they are now, for those who ask the model alone. */
export async function readPlacement(api: Api, subject: Subject): Promise<{ daemonSet: DaemonSet; nodes: Node[] }> {
  const [daemonSet, nodes] = await Promise.all([
    getDaemonSet(api, subject),
    required(api.list<Node>('/api/v1/nodes'), 'nodes'),
  ]);
  return { daemonSet, nodes: nodes.items };
}

interface Event extends KubeObject {
  reason?: string;
  message?: string;
  lastTimestamp?: string;
  eventTime?: string;
  series?: { lastObservedTime?: string };
  involvedObject?: { uid?: string };
}

interface Facts {
  daemonSet: DaemonSet;
  nodes: readonly Node[];
  owned: readonly Pod[];
  everyPod: readonly Pod[] | undefined;
  claims: Claims | undefined;
  refusal: string | undefined;
}

function explainNodes({ daemonSet, nodes, owned, everyPod, claims, refusal }: Facts): ExplainedNode[] {
  const place = compilePlacement(daemonSet);
  const byTarget = Map.groupBy(owned, (pod) => podTarget(pod) ?? '');
  const byNode = everyPod && Map.groupBy(everyPod, (pod) => pod.spec.nodeName ?? '');
  return nodes.map((node) => {
    const name = node.metadata.name ?? '';
    const placement = place(node);
    const pods = byTarget.get(name) ?? [];
    const problem = placement.shouldRun
      ? problemOf(pods, { node, podsOnNode: byNode && (byNode.get(name) ?? []), claims }, refusal)
      : undefined;
    return {
      node: name,
      shouldRun: placement.shouldRun,
      shouldContinueRunning: placement.shouldContinueRunning,
      reasons: placement.reasons,
      pods: pods.map((pod) => ({
        name: pod.metadata.name ?? '',
        phase: pod.status?.phase ?? 'Unknown',
        ready: isPodReady(pod),
      })),
      ...(problem && { problem }),
    };
  });
}

function problemOf(
  pods: readonly Pod[],
  surroundings: Parameters<typeof podProblem>[1],
  refusal: string | undefined,
): PodProblem | undefined {
  const live = pods.find(isPodLive);
  const pod = live ?? pods[0];
  if (pod) return podProblem(pod, surroundings);
  if (refusal) return { code: 'CREATE_REFUSED', message: `Its pod is refused: ${refusal}` };
  return {
    code: 'NO_POD',
    message: 'It is due a pod, but there is none: the controller has not made it yet, or is not working.',
  };
}

/** What the API server last said when it refused the DaemonSet's pods. */
function refusalsOf(events: readonly Event[], daemonSet: DaemonSet): string[] {
  const time = ({ series, lastTimestamp, eventTime, metadata }: Event) =>
    series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
  const own = events.filter(
    ({ reason, involvedObject }) => reason === 'FailedCreate' && (involvedObject?.uid ?? '') === daemonSet.metadata.uid,
  );
  const newestFirst = own.sort((a, b) => time(b).localeCompare(time(a)));
  return [
    ...new Set(
      newestFirst.map(({ message = '' }) =>
        message.replace(/^(\(combined from similar events\): )?Error creating: /, '').trim(),
      ),
    ),
  ];
}

type Claims = ReadonlyMap<string, Claim>;

interface ClaimObject extends KubeObject {
  spec?: { volumeName?: string };
  status?: { phase?: string };
}

interface VolumeObject extends KubeObject {
  spec?: { nodeAffinity?: { required?: NodeSelector } };
}

async function readClaims(api: Api, core: string, seeVolumes: See): Promise<Claims> {
  const { items } = await api.list<ClaimObject>(`${core}/persistentvolumeclaims`);
  const volumes = items.some(({ spec }) => spec?.volumeName)
    ? await seeVolumes(api.list<VolumeObject>('/api/v1/persistentvolumes'))
    : undefined;
  const affinities = new Map(volumes?.items.map(({ metadata, spec }) => [metadata.name, spec?.nodeAffinity?.required]));
  return new Map(
    items.map(({ metadata, spec, status }): [string, Claim] => {
      const nodeAffinity = affinities.get(spec?.volumeName);
      const volume = nodeAffinity && { name: spec?.volumeName ?? '', nodeAffinity };
      return [metadata.name ?? '', { phase: status?.phase ?? 'Pending', ...(volume && { volume }) }];
    }),
  );
}

type See = <T>(request: Promise<T>) => Promise<T | undefined>;

async function getDaemonSet(api: Api, { namespace, name }: Subject): Promise<DaemonSet> {
  try {
    return await api.get<DaemonSet>(
      `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/daemonsets/${encodeURIComponent(name)}`,
    );
  } catch (error) {
    if (isNotFound(error))
      throw new UsageError('E_NO_DAEMONSET', `Expected a DaemonSet ${namespace}/${name} but found none.`, {
        cause: error,
        next: 'kubectl get daemonsets --all-namespaces',
      });
    return refused(error, `the DaemonSet ${namespace}/${name}`);
  }
}

async function required<T>(request: Promise<T>, what: string): Promise<T> {
  return request.catch((error: unknown) => refused(error, what));
}

function refused(error: unknown, what: string): never {
  if (error instanceof ApiError)
    throw new ClusterError('E_FORBIDDEN', `Could not read ${what}: ${error.message}`, {
      cause: error,
      next: 'kubectl auth can-i --list',
    });
  throw error;
}

async function optional<T>(request: Promise<T>, onRefused: () => void): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    onRefused();
    return undefined;
  }
}
