import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expectation, expectationSchemas } from '../expectations.ts';
import { expectationExamples } from '../kinds/examples.ts';
import { describeExpectation } from './index.ts';

/** What an expectation of a lab says in words, with its fields below it. */
const words = (yaml: string): string => {
  const { says, fields = [] } = describeExpectation(expectation.parse(parse(yaml)));
  return [says, ...fields.map((field) => `- ${field}`)].join('\n');
};

describe('an expectation in words', () => {
  it.each([
    [
      'onePodPerMatchingNode: { daemonSet: a, intended: { labels: disk=ssd } }',
      'One Ready pod of the DaemonSet `a` on all nodes labelled `disk=ssd`, and none on any other.',
    ],
    [
      "onePodPerMatchingNode: { daemonSet: a, namespace: logging, intended: { labels: '!gpu' }, kept: gpu=true, holdsFor: 2s }",
      'One Ready pod of the DaemonSet `a` in the namespace `logging` on all nodes without the label `gpu`, and none on any other, and it stays so for 2 s. Nodes labelled `gpu=true` get no new pod, but keep the one that they have.',
    ],
    [
      'onePodPerMatchingNode: { daemonSet: a, intended: { names: [n1, n2] }, mayKeep: old, allowEmpty: true }',
      'One Ready pod of the DaemonSet `a` on `n1` and `n2`, and none on any other. Nodes that have the label `old` get no new pod, and may keep the one that they have. It may be that there is no such node.',
    ],
    ['onePodPerMatchingNode: { daemonSet: a, intended: all }', 'One Ready pod of the DaemonSet `a` on every node.'],
    [
      'onePodPerMatchingNode: { daemonSet: a, intended: { reference: solution/a.yaml } }',
      'One Ready pod of the DaemonSet `a` on all nodes that the right answer (`solution/a.yaml`) selects, and none on any other.',
    ],
    [
      "onePodPerMatchingNode: { daemonSet: a, intended: { labels: 'disk in (ssd,nvme),cni!=cilium,cpus>8' } }",
      'One Ready pod of the DaemonSet `a` on all nodes whose `disk` is `ssd` or `nvme`, whose `cni` is not `cilium` and whose `cpus` is above 8, and none on any other.',
    ],
    ['podsReplaced: { daemonSet: a, on: all }', 'All pods of the DaemonSet `a` are other ones than before the step.'],
    [
      'podsReplaced: { daemonSet: a, on: none }',
      'All pods of the DaemonSet `a` are still the ones from before the step.',
    ],
    [
      'podsReplaced: { selector: app=a, on: [n2], holdsFor: 500ms }',
      'Of the pods labelled `app=a` those on `n2` are other ones than before the step; all others are the same, and it stays so for 500 ms.',
    ],
    [
      'throughout: { daemonSet: a, maxUnavailable: 0, maxPerNode: 2, onePerRevision: true }',
      'DaemonSet `a`, at every moment of the step, watched until the controller is done: no node lacks a Ready pod, no node holds more than 2 pods and no node holds two live pods of one revision.',
    ],
    [
      'throughout: { daemonSet: a, on: { names: [n1] }, maxUnavailable: 1, lasts: 2m }',
      'DaemonSet `a`, at every moment of the step, watched for 2 min: at most one node of `n1` lacks a Ready pod.',
    ],
    [
      'throughout: { daemonSet: a, maxUnavailable: 3 }',
      'DaemonSet `a`, at every moment of the step, watched until the controller is done: at most 3 nodes lack a Ready pod.',
    ],
    [
      'pods: { selector: app=w, on: { names: [n1, n3] }, perNode: { atMost: 6 }, total: 6 }',
      'The pods labelled `app=w` are Ready, on `n1` and `n3`, at most 6 each, and none elsewhere, 6 in all.',
    ],
    [
      "pods: { selector: app=w, on: all, unplaced: 1, says: didn't match, holdsFor: 2s }",
      "The pods labelled `app=w` are Ready, on every node, one each, 1 of them on no node, and it stays so for 2 s. The scheduler says of those that it has not bound: `didn't match`.",
    ],
    [
      'pods: { daemonSet: a, on: { names: [n1] }, perNode: 2, elsewhere: any, state: Pending, holdsFor: 1s, subset: { spec: { nodeName: null } } }',
      'The pods of the DaemonSet `a` are Pending, on `n1`, 2 each, and it stays so for 1 s. Each of them has:\n- `spec.nodeName` is not set',
    ],
    [
      'noOtherPods: { than: [DaemonSet/a, Pod/rescue] }',
      'Nothing in the namespace runs pods but the DaemonSet `a` and the bare pod `rescue`.',
    ],
    [
      'noOtherPods: { than: [Deployment/w], namespace: x }',
      'Nothing in the namespace `x` runs pods but the Deployment `w`.',
    ],
    ['object: { kind: Service, name: s }', 'There is the Service `s`.'],
    [
      'object: { kind: DaemonSet, name: a, namespace: x, subset: { status: { numberReady: 2 }, spec: { paused: null } }, holdsFor: 1s }',
      'There is the DaemonSet `a` in the namespace `x` with these fields, and it stays so for 1 s:\n- `status.numberReady` is `2`\n- `spec.paused` is not set',
    ],
    [
      "object: { kind: Pod, selector: app=a, count: 3, subset: { spec: { 'tolerations[]': [{ key: gpu }], containers: [{ image: i, args: [-v, x] }] } } }",
      'There are 3 objects of the kind Pod, labelled `app=a`; every one of them has these fields:\n- `spec.tolerations` has `{ key: gpu }`\n- `spec.containers[0].image` is `i`\n- `spec.containers[0].args` is `[-v, x]`',
    ],
    ['object: { kind: Pod, selector: app=a }', 'There is at least one Pod, labelled `app=a`.'],
    ['absent: { kind: Pod, name: p, holdsFor: 3s }', 'There is no Pod `p`, and it stays so for 3 s.'],
    [
      'absent: { kind: Pod, selector: app=a, namespace: x }',
      'There is no Pod labelled `app=a` in the namespace `x`, and it stays so for 2 s.',
    ],
    ['absent: { apiVersion: apps/v1, kind: Deployment }', 'There is no Deployment, and it stays so for 2 s.'],
    [
      "revisions: { daemonSet: a, numbers: [2, 3], templateOf: 1, causes: { '2': five } }",
      'The DaemonSet `a` has the revisions 2 and 3, and no other. Its present template is the one that revision 1 had before the step.\n- the cause of revision 2 is `five`',
    ],
    ['revisions: { daemonSet: a, numbers: [1] }', 'The DaemonSet `a` has the revision 1, and no other.'],
    [
      'events: { reason: FailedCreate, type: Warning, kind: DaemonSet, name: a, says: exceeded quota }',
      'A Warning event `FailedCreate` about the DaemonSet `a` happens, and says `exceeded quota`.',
    ],
    [
      'events: { reason: Created, kind: Ingress, atLeast: 4 }',
      'An event `Created` about an Ingress happens, at least 4 times.',
    ],
    ['refused: { says: [a, b] }', 'The command is refused, and the error says `a` and `b`.'],
    ['refused: { says: "`selector` differs" }', 'The command is refused, and the error says `` `selector` differs ``.'],
    ['output: { says: created, lacks: Warning }', 'The command prints `created`. It does not print `Warning`.'],
    ['output: { equals: "" }', 'The command prints nothing.'],
    ['output: { equals: "worker-1\\n" }', 'The command prints `worker-1`, and nothing else.'],
    ['output: { equals: "a\\nb\\n" }', 'The command prints these lines, and nothing else:\n- `a`\n- `b`'],
  ])('%s', (yaml, text) => {
    expect(words(yaml)).toBe(text);
  });
});

describe('who answers, in words', () => {
  it.each([
    [
      'from: host, to: { nodes: all, port: 9400 }, path: /hostname, answeredBy: { labels: disk=ssd }',
      'From outside the cluster, port 9400 of every node, path `/hostname`: answers come from all nodes labelled `disk=ssd`, and nobody elsewhere, from the pod on the node that is asked.',
    ],
    [
      'from: { pods: { names: [n1] } }, to: { host: a, port: 8080 }, own: asked, of: DaemonSet/a, answeredBy: all',
      'From a pod on `n1`, `a:8080`: answers come from every node, from the pod on the node that is asked. Only pods of the DaemonSet a answer.',
    ],
    [
      'from: { pods: all }, to: { service: web, port: 80 }, own: asking, answeredBy: { labels: web=yes }, holdsFor: 1s',
      'From a pod on every node, the Service `web`, port 80: answers come from all nodes labelled `web=yes`, and nobody elsewhere, from the pod on the node that asks, and it stays so for 1 s.',
    ],
    [
      "from: host, to: { nodes: all, nodePort: web }, answer: '^(?<node>\\S+) saw (?<client>\\S+)$', answeredBy: all",
      'From outside the cluster, the node port of the Service `web` on every node: answers come from every node, from each of the pods there, in turn. The pod sees the address of whoever asked.\n- who answers is read from each line by `^(?<node>\\S+) saw (?<client>\\S+)$`',
    ],
    [
      'from: { nodes: all }, to: { pods: app=a, port: 80 }, namespace: x, answeredBy: none, holdsFor: 2s',
      'From every node, port 80 of the pods labelled `app=a` in the namespace `x`: nobody answers, and it stays so for 2 s.',
    ],
  ])('%s', (yaml, text) => {
    expect(words(`reachable: { ${yaml} }`)).toBe(text);
  });
});

describe('the examples of the reference', () => {
  it('are of every kind, and each can be said', () => {
    expect(Object.keys(expectationExamples).sort()).toEqual(Object.keys(expectationSchemas).sort());
    for (const { yaml } of Object.values(expectationExamples).flat()) {
      expect(words(yaml.replace(/^- /, ''))).toMatch(/^[A-Z].*[.:]/);
    }
  });
});
