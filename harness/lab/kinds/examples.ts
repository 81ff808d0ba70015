import type { ExpectationKind } from '../expectations.ts';

/** An expectation as a lab writes it, and what it claims; the reference page shows them, and a test parses each. */
export interface Example {
  means: string;
  yaml: string;
}

export const expectationExamples: Record<ExpectationKind, readonly [Example, ...Example[]]> = {
  onePodPerMatchingNode: [
    {
      means: 'One Ready pod on each node with an SSD, and none elsewhere:',
      yaml: '- onePodPerMatchingNode: { daemonSet: node-agent, intended: { labels: disk=ssd } }',
    },
    {
      means: 'Pods that already ran on a node stay there, though it gets no new one:',
      yaml: "- onePodPerMatchingNode: { daemonSet: node-agent, intended: { labels: '!gpu' }, kept: gpu=true }",
    },
  ],
  podsReplaced: [
    {
      means: 'The pod on worker-2 is another one than before the step; all others are the same:',
      yaml: '- podsReplaced: { daemonSet: node-agent, on: [worker-2] }',
    },
    {
      means: 'Pods stay the ones they are while nobody owns them:',
      yaml: '- podsReplaced: { selector: app=node-agent, on: none, holdsFor: 2s }',
    },
  ],
  throughout: [
    {
      means: 'At no moment of a rollout does more than one node lack a Ready pod:',
      yaml: '- throughout: { daemonSet: node-agent, maxUnavailable: 1 }',
    },
    {
      means: 'A surge: never a gap, and never more than the old pod and the new one:',
      yaml: '- throughout: { daemonSet: node-agent, maxUnavailable: 0, maxPerNode: 2, onePerRevision: true }',
    },
    {
      means: 'A rollout that is meant to get stuck, and must not go over its budget meanwhile:',
      yaml: '- throughout: { daemonSet: node-agent, maxUnavailable: 1, lasts: 5s }',
    },
  ],
  pods: [
    {
      means: 'A Deployment with exactly one pod on each node and one that finds no room:',
      yaml: "- pods: { selector: app=web, on: all, unplaced: 1, says: didn't match pod anti-affinity rules, holdsFor: 2s }",
    },
    {
      means: 'Daemon pods that exist, but that no scheduler has looked at:',
      yaml: '- pods: { daemonSet: node-agent, on: all, state: Pending, holdsFor: 2s, subset: { status: { conditions: null } } }',
    },
    {
      means: 'Pods that nobody owns any more:',
      yaml: '- pods: { selector: app=node-agent, on: all, subset: { metadata: { ownerReferences: null } } }',
    },
  ],
  noOtherPods: [
    {
      means: 'Nothing but the two agents runs pods here:',
      yaml: '- noOtherPods: { than: [DaemonSet/node-agent, DaemonSet/log-agent] }',
    },
  ],
  object: [
    {
      means: 'A DaemonSet whose status stays so:',
      yaml: '- object: { apiVersion: apps/v1, kind: DaemonSet, name: node-agent, subset: { status: { numberReady: 2 } }, holdsFor: 2s }',
    },
    {
      means: 'Each of three pods tolerates this taint, whatever else it tolerates:',
      yaml: "- object: { kind: Pod, selector: app=node-agent, count: 3, subset: { spec: { 'tolerations[]': [{ key: gpu }] } } }",
    },
  ],
  absent: [
    {
      means: 'A bare pod that was deleted stays away:',
      yaml: '- absent: { kind: Pod, name: node-agent, holdsFor: 3s }',
    },
    {
      means: 'There is no Deployment at all:',
      yaml: '- absent: { apiVersion: apps/v1, kind: Deployment }',
    },
  ],
  revisions: [
    {
      means: 'After an undo of the second edit the first template is back, with a new number:',
      yaml: '- revisions: { daemonSet: node-agent, numbers: [2, 3], templateOf: 1 }',
    },
  ],
  events: [
    {
      means: 'The controller was refused a pod, for its quota:',
      yaml: '- events: { reason: FailedCreate, type: Warning, kind: DaemonSet, name: node-agent, says: exceeded quota }',
    },
  ],
  reachable: [
    {
      means:
        'Asked from outside the cluster, each node with an SSD answers with its own pod, and no other node answers:',
      yaml: '- reachable: { from: host, to: { nodes: all, port: 9400 }, path: /hostname, answeredBy: { labels: disk=ssd } }',
    },
    {
      means: 'The same where the answer says the node in words of its own:',
      yaml: `- reachable: { from: host, to: { nodes: all, port: 9100 }, path: /metrics, answer: 'nodename="([^"]+)"', answeredBy: all }`,
    },
    {
      means: 'A name has the addresses of these pods and no others, and each answers:',
      yaml: '- reachable: { from: { pods: { names: [worker-1] } }, to: { host: node-agent, port: 8080 }, path: /hostname, own: asked, of: DaemonSet/node-agent, answeredBy: all }',
    },
    {
      means: 'Behind a Service all pods answer in turn; a collector that lists who reported is asked in the same way:',
      yaml: '- reachable: { from: { pods: { names: [worker-1] } }, to: { service: web, port: 80 }, path: /hostname, answeredBy: all }',
    },
    {
      means: 'A Service keeps whoever asks on the own node, and where no pod is it stays silent:',
      yaml: '- reachable: { from: { pods: all }, to: { service: web, port: 80 }, path: /hostname, own: asking, answeredBy: { labels: web=yes } }',
    },
    {
      means: "A node port leads to the node's own pod, which sees the address of the client:",
      yaml: "- reachable: { from: host, to: { nodes: all, nodePort: web }, own: asked, answer: '^(?<node>\\S+) saw (?<client>\\S+)$', answeredBy: all }",
    },
    {
      means: 'Nobody answers, and it stays so:',
      yaml: '- reachable: { from: host, to: { nodes: all, port: 9400 }, answeredBy: none }',
    },
  ],
  refused: [
    {
      means: 'The API server refuses the manifest, and says why:',
      yaml: '- refused: { says: \'unknown field "spec.replicas"\' }',
    },
  ],
  output: [
    {
      means: 'The manifest would be accepted, without a warning:',
      yaml: "- output: { says: 'created (server dry run)', lacks: Warning }",
    },
  ],
};
