import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Left, a daemon pod: it exists in the API server, a controller made it, and the kubelet of the node starts it because the API server says so. Right, a static pod: a file in /etc/kubernetes/manifests on the node is enough for the kubelet; the API server shows a mirror of it, which can be looked at and not managed. With the API server down, a node that restarts runs its static pod again, and no daemon pod.';

/** Where a daemon pod and a static pod come from. */
export default function StaticPodFigure() {
  return (
    <Drawing width={720} height={250} title="A daemon pod and a static pod" describe={describe}>
      <Words x={8} y={20} say="daemon pod" look="strong" />
      <Box x={8} y={34} w={300} h={52} say={['API server', 'DaemonSet → pod']} look="small" tone="accent" />
      <Arrow
        via={[
          [158, 88],
          [158, 134],
        ]}
      />
      <Words x={168} y={116} say="the kubelet asks for its pods" look={['small', 'muted']} />
      <Node x={8} y={138} w={300} h={100} name="worker-1">
        <Words x={24} y={196} say="kubelet" />
        <Arrow
          via={[
            [82, 191],
            [246, 191],
          ]}
        />
        <Pod x={266} y={191} />
      </Node>
      <Words x={392} y={20} say="static pod" look="strong" />
      <Box
        x={392}
        y={34}
        w={320}
        h={52}
        say={['API server', 'a mirror, to look at']}
        look={['small', 'muted']}
        tone="ghost"
      />
      <Arrow
        via={[
          [552, 134],
          [552, 90],
        ]}
        dashed
        tone="faint"
      />
      <Words x={562} y={116} say="the kubelet reports it" look={['small', 'muted']} />
      <Node x={392} y={138} w={320} h={100} name="worker-1">
        <Words x={408} y={186} say="a file in" look="small" />
        <Words x={408} y={206} say="/etc/kubernetes/manifests" look="mono" />
        <Arrow
          via={[
            [622, 191],
            [662, 191],
          ]}
        />
        <Pod x={684} y={191} />
      </Node>
    </Drawing>
  );
}
