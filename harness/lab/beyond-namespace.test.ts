import { describe, expect, it } from 'vitest';
import { beyondNamespace } from './beyond-namespace.ts';

const command = (text: string, mayChangeNodes = false) =>
  beyondNamespace({ commands: [text], manifests: [] }, mayChangeNodes);
const manifest = (text: string) => beyondNamespace({ commands: [], manifests: [text] }, true);

describe('beyondNamespace', () => {
  it.each([
    'kubectl apply -f agent.yaml',
    'kubectl delete daemonset agent --cascade=orphan',
    'kubectl get nodes -o wide && kubectl get pods -A',
    'kubectl describe node worker-1',
    'kubectl -n kube-system get pods',
    'kubectl label pods --all tier=node',
    'kubectl label node worker-1 disk=ssd --dry-run=server',
    'kubectl rollout restart daemonset/agent; kubectl wait pod --all --for=condition=Ready',
    'echo kubectl drain worker-1',
    'kubectl annotate daemonset agent note=node',
  ])('lets %j pass', (text) => {
    expect(command(text)).toBeUndefined();
  });

  it.each([
    [
      'kubectl label node worker-2 disk=ssd',
      'changes nodes (kubectl label node worker-2 disk=ssd), which takes --allow-node-changes',
    ],
    ['kubectl label nodes/worker-2 disk-', 'changes nodes'],
    ['kubectl taint nodes -l disk=ssd gpu=true:NoSchedule', 'changes nodes'],
    ['kubectl cordon worker-2', 'changes nodes'],
    ['course node label worker-2 disk=ssd', 'changes nodes'],
    ['if true; then kubectl cordon "$NODE"; fi', 'changes nodes'],
    ['FOO=1 ./bin/kubectl uncordon worker-2', 'changes nodes'],
    ['kubectl get node -o name | xargs kubectl cordon', 'changes nodes (kubectl cordon)'],
    ["bash -c 'sleep 1; kubectl cordon worker-1'", 'changes nodes'],
    ['echo "$(kubectl cordon worker-1)"', 'changes nodes'],
  ])('%j takes permission', (text, reason) => {
    expect(command(text)).toContain(reason);
    expect(command(text, true)).toBeUndefined();
  });

  it.each([
    ['kubectl taint node worker-1 gpu=faulty:NoExecute', 'evicts the pods of others'],
    ['kubectl drain worker-2 --ignore-daemonsets', 'cannot be put back'],
    ['kubectl delete node worker-1', 'cannot be put back'],
    ['kubectl annotate node worker-1 a=b', 'cannot be put back'],
    ['course node add batch-1', 'cannot be put back'],
    ['course node stop worker-1', 'cannot be put back'],
    ['course component stop kube-scheduler', 'changes the control plane (course component stop kube-scheduler)'],
    ['kubectl -n kube-system delete pod x', 'reaches into namespace kube-system'],
    ['kubectl delete pods --all -A', 'reaches into every namespace'],
    ['kubectl create namespace team', 'belongs to the whole cluster'],
    ['kubectl delete priorityclasses.scheduling.k8s.io high', 'belongs to the whole cluster'],
    ['kubectl delete pods,clusterroles --all', 'belongs to the whole cluster'],
    ['kubectl apply -f - <<EOF\nkind: PriorityClass\nEOF', 'makes a PriorityClass, which belongs to the whole cluster'],
  ])('%j is refused, permission or not', (text, reason) => {
    expect(command(text)).toContain(reason);
    expect(command(text, true)).toContain(reason);
  });

  it.each([
    [
      'kind: DaemonSet\nmetadata: { name: agent }\nspec: { template: { spec: { nodeSelector: { kind: x } } } }\n',
      undefined,
    ],
    ['kind: ClusterRole\n', 'makes a ClusterRole'],
    ['{"kind": "Namespace"}', 'makes a Namespace'],
    ['{"metadata": {"namespace": "kube-system"}}', 'reaches into namespace kube-system'],
    ['kind: DaemonSet\n---\nkind: "PriorityClass"\n', 'makes a PriorityClass'],
    ['metadata: { name: a, namespace: kube-system }', 'reaches into namespace kube-system'],
    ['metadata:\n  namespace: kube-system\n', 'reaches into namespace kube-system'],
    ['namespaceSelector: {}', undefined],
  ])('of a manifest %j it says %j', (text, reason) => {
    if (reason === undefined) expect(manifest(text)).toBeUndefined();
    else expect(manifest(text)).toContain(reason);
  });
});
