import { describe, expect, test } from 'vitest';
import { expectedNodesAfter } from './node-commands.ts';
import { diffNodes, type NodeShape } from './node-shape.ts';

const node = (name: string, rest: Partial<NodeShape> = {}): NodeShape => ({
  name,
  labels: {},
  taints: [],
  unschedulable: false,
  ...rest,
});
const gpu = { key: 'gpu', value: 'true', effect: 'NoSchedule' };
const before = [
  node('a', { labels: { disk: 'ssd' } }),
  node('b', { taints: [gpu] }),
  node('c', { unschedulable: true }),
];

/** What a command changes, in the words of a verdict. */
const changes = (command: string) =>
  diffNodes(before, expectedNodesAfter(before, command)).map(({ node: name, message }) => `${name}: ${message}`);

describe('commands that change nodes', () => {
  test.each<[string, string[]]>([
    ['kubectl label node b disk=ssd', ['b: label disk=ssd was added']],
    [
      'kubectl label nodes b c disk=ssd zone=x',
      ['b: label disk=ssd was added, label zone=x was added', 'c: label disk=ssd was added, label zone=x was added'],
    ],
    ['kubectl label no/b disk=ssd', ['b: label disk=ssd was added']],
    ['kubectl label node/b nodes/c x=', ['b: label x= was added', 'c: label x= was added']],
    ['kubectl label node a disk-', ['a: label disk=ssd is gone']],
    ['kubectl label node a disk=hdd --overwrite', ['a: label disk is hdd instead of ssd']],
    ['kubectl label --overwrite node a disk=hdd', ['a: label disk is hdd instead of ssd']],
    ['kubectl label node a disk=hdd', []],
    ['kubectl label node a disk=hdd --overwrite=false', []],
    ['kubectl label nodes --all x=y', ['a: label x=y was added', 'b: label x=y was added', 'c: label x=y was added']],
    ['kubectl label nodes -l disk=ssd x=y', ['a: label x=y was added']],
    ['kubectl label nodes -ldisk=ssd x=y', ['a: label x=y was added']],
    ['kubectl label nodes --selector=disk=ssd x=y', ['a: label x=y was added']],
    ['kubectl label node missing x=y', []],
    ['kubectl -n kube-system --context other label node b x=y', ['b: label x=y was added']],
    ['KUBECONFIG=/tmp/k kubectl label node b x=y', ['b: label x=y was added']],
    ['kubectl taint node a gpu=true:NoSchedule', ['a: taint gpu=true:NoSchedule was added']],
    [
      'kubectl taint nodes a gpu:NoExecute x=1:NoSchedule',
      ['a: taint gpu:NoExecute was added, taint x=1:NoSchedule was added'],
    ],
    ['kubectl taint nodes b gpu=true:NoSchedule-', ['b: taint gpu=true:NoSchedule is gone']],
    ['kubectl taint nodes b gpu:NoSchedule-', ['b: taint gpu=true:NoSchedule is gone']],
    ['kubectl taint nodes b gpu:NoExecute-', []],
    ['kubectl taint nodes b gpu-', ['b: taint gpu=true:NoSchedule is gone']],
    ['kubectl taint nodes b gpu=no:NoSchedule', []],
    [
      'kubectl taint nodes b gpu=no:NoSchedule --overwrite',
      ['b: taint gpu=no:NoSchedule was added, taint gpu=true:NoSchedule is gone'],
    ],
    ['kubectl cordon a', ['a: it was cordoned']],
    ['kubectl uncordon node/c', ['c: it was uncordoned']],
    ['kubectl drain a --ignore-daemonsets --timeout 30s', ['a: it was cordoned']],
    ['kubectl drain -l disk=ssd --ignore-daemonsets', ['a: it was cordoned']],
    ['kubectl delete node a b', ['a: the node is gone', 'b: the node is gone']],
    ['kubectl delete node/a --wait=false', ['a: the node is gone']],
    ['./course node remove a', ['a: the node is gone']],
    ['course node label b disk=ssd', ['b: label disk=ssd was added']],
    ['course node taint a gpu=true:NoSchedule', ['a: taint gpu=true:NoSchedule was added']],
    ['course node cordon a', ['a: it was cordoned']],
    ['course node drain a', ['a: it was cordoned']],
    ['course node uncordon c', ['c: it was uncordoned']],
  ])('%s', (command, expected) => {
    expect(changes(command)).toEqual(expected);
  });

  test('course node add makes a node with the labels and taints it is given', () => {
    const command = 'course node add d --label disk=ssd --label=zone=x --taint gpu=true:NoSchedule';
    expect(expectedNodesAfter(before, command).at(-1)).toEqual(
      node('d', { labels: { disk: 'ssd', zone: 'x' }, taints: [gpu] }),
    );
    expect(changes('course node add a --label x=y')).toEqual([]);
  });

  test('the nodes given are left as they were', () => {
    const copy = structuredClone(before);
    expectedNodesAfter(before, 'kubectl label nodes --all x=y && kubectl taint nodes --all x:NoSchedule');
    expect(before).toEqual(copy);
  });
});

describe('shell text', () => {
  test.each<[string, string, string[]]>([
    [
      'several lines and operators run one after the other',
      'kubectl apply -f x.yaml\nkubectl cordon a; kubectl uncordon c && kubectl label node b x=y',
      ['a: it was cordoned', 'b: label x=y was added', 'c: it was uncordoned'],
    ],
    ['a line goes on after a backslash', 'kubectl label \\\n  node b \\\n  x=y', ['b: label x=y was added']],
    ['quotes are taken off', `kubectl label "node" 'b' x="y"`, ['b: label x=y was added']],
    ['output may be redirected', 'kubectl label node b x=y >/dev/null 2>&1', ['b: label x=y was added']],
    ['output may be piped', 'kubectl cordon a | cat', ['a: it was cordoned']],
    ['a subshell counts', '(cd sub && kubectl cordon a)', ['a: it was cordoned']],
    ['a comment at the end is passed over', 'kubectl cordon a # and b', ['a: it was cordoned']],
    [
      'what follows a here-document counts',
      'cat <<EOF\nkubectl cordon b\nEOF\nkubectl cordon a',
      ['a: it was cordoned'],
    ],
  ])('%s', (_name, command, expected) => {
    expect(changes(command)).toEqual(expected);
  });
});

describe('what is not believed', () => {
  test.each([
    `echo 'kubectl label node b x=y'`,
    'echo kubectl label node b x=y',
    'echo "a; kubectl cordon a"',
    '# kubectl label node b x=y',
    'true # kubectl label node b x=y\n',
    'kubectl label ds agent x=y',
    'kubectl label ds/agent x=y',
    'kubectl label pod a x=y',
    'kubectl delete pod a',
    'kubectl delete pod/a',
    'kubectl annotate node b x=y',
    'kubectl get node a',
    'kubectl node add d',
    'kubectl add node d',
    'kubectl label node b x=y --dry-run=client',
    'kubectl label node b x=y --dry-run',
    'kubectl cordon a --dry-run=server',
    'kubectl label -f node.yaml x=y',
    'true || kubectl cordon a',
    'true ||\n  kubectl cordon a',
    'if false; then\n  kubectl cordon a\nfi',
    'for n in; do\nkubectl cordon a\ndone',
    'kubectl label node $NODE x=y',
    'kubectl label node b x=$VALUE',
    'kubectl cordon $(kubectl get nodes -o name; kubectl cordon a)',
    'echo `kubectl cordon a`',
    'cat <<EOF | kubectl apply -f -\nkubectl cordon a\nEOF',
    "cat > x <<-'END'\n\tkubectl cordon a\n\tEND",
    'xkubectl cordon a',
    'course node add',
    'course label node b x=y',
    'course node stop a',
    'course node start a',
    'course node pause a',
    'course node unpause a',
    'course node logs a --lines 5',
    'course node load-image a nginx:1.29',
    'course node static-pod a put pod.yaml',
    'course node static-pod a remove web',
    'course node exec a -- kubectl cordon b',
    'course node exec a -- course node remove b',
    '',
    `kubectl label node b 'x=y`,
  ])('%j', (command) => {
    expect(changes(command)).toEqual([]);
  });
});

describe('diffNodes', () => {
  test('labels and taints that the control plane sets itself are no change', () => {
    const own = node('a', {
      labels: {
        disk: 'ssd',
        'kubernetes.io/hostname': 'a',
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
      },
      taints: [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }],
    });
    expect(diffNodes([node('a', { labels: { disk: 'ssd' } })], [own])).toEqual([]);
  });

  test('a node that falls silent is tainted by the control plane, and no lab has changed it', () => {
    const taints = ['not-ready', 'unreachable', 'memory-pressure', 'unschedulable'].flatMap((cause) =>
      ['NoSchedule', 'NoExecute'].map((effect) => ({ key: `node.kubernetes.io/${cause}`, value: '', effect })),
    );
    expect(diffNodes([node('a')], [node('a', { taints })])).toEqual([]);
    expect(
      diffNodes([node('a')], [node('a', { taints: [{ key: 'unreachable', value: '', effect: 'NoExecute' }] })]),
    ).toEqual([{ node: 'a', message: 'taint unreachable:NoExecute was added' }]);
  });

  test('a node that nobody asked for and one that is gone are named, in natural order', () => {
    expect(diffNodes([node('n-10')], [node('n-9')])).toEqual([
      { node: 'n-9', message: 'the node is not part of the lab' },
      { node: 'n-10', message: 'the node is gone' },
    ]);
  });
});
