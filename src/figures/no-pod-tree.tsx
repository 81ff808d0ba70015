import { Arrow, Box, Drawing, Words } from './parts/index.ts';

const describe =
  'First question: is there a pod for this node? If no: is DESIRED as many nodes as you expect? If it is lower, the node is not eligible: look with course explain at labels, affinity and taints. If DESIRED is right and CURRENT lower, creation is refused or the controller does not work: kubectl describe daemonset. If there is a pod: is it bound to a node? If it is Pending without a node, it is the scheduler: kubectl describe pod. If it is bound and not Ready, it is the kubelet: kubectl logs and kubectl describe pod, or the node is silent: kubectl get node.';

const leaves = [
  { x: 8, cause: ['not eligible:', 'labels, affinity, taints'], command: 'course explain' },
  { x: 188, cause: ['refused, or the', 'controller is down'], command: 'describe daemonset' },
  { x: 368, cause: ['the scheduler:', 'no room, no port'], command: 'describe pod' },
  { x: 548, cause: ['the kubelet,', 'or a silent node'], command: 'logs, get node' },
];

/** From "no pod on this node" to the command that says why. */
export default function NoPodTree() {
  return (
    <Drawing width={720} height={350} title="Why is there no pod on this node?" describe={describe}>
      <Box x={230} y={8} w={260} h={44} say="Is there a pod for this node?" look="strong" />
      <Arrow
        via={[
          [300, 54],
          [178, 98],
        ]}
      />
      <Words x={206} y={76} say="no" anchor="end" look={['small', 'muted']} />
      <Arrow
        via={[
          [420, 54],
          [542, 98],
        ]}
      />
      <Words x={514} y={76} say="yes" look={['small', 'muted']} />
      <Box x={48} y={102} w={260} h={44} say="Is DESIRED what you expect?" />
      <Box x={412} y={102} w={260} h={44} say="Is the pod bound to the node?" />
      <Arrow
        via={[
          [130, 148],
          [92, 206],
        ]}
      />
      <Words x={98} y={176} say="too low" anchor="end" look={['small', 'muted']} />
      <Arrow
        via={[
          [226, 148],
          [264, 206],
        ]}
      />
      <Words x={262} y={176} say="CURRENT is lower" look={['small', 'muted']} />
      <Arrow
        via={[
          [494, 148],
          [456, 206],
        ]}
      />
      <Words x={462} y={176} say="no" anchor="end" look={['small', 'muted']} />
      <Arrow
        via={[
          [590, 148],
          [628, 206],
        ]}
      />
      <Words x={628} y={176} say="not Ready" look={['small', 'muted']} />
      {leaves.map(({ x, cause, command }) => (
        <g key={command}>
          <Box x={x} y={210} w={164} h={66} say={cause} look="small" tone="wrong" />
          <Arrow
            via={[
              [x + 82, 278],
              [x + 82, 300],
            ]}
          />
          <Words x={x + 82} y={322} say={command} anchor="middle" look="mono" />
        </g>
      ))}
    </Drawing>
  );
}
