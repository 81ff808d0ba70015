import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'On one node: a container writes to its standard output; the container runtime writes that to /var/log/pods, in a folder for the pod and a file 0.log for the container; in /var/log/containers lies a link to it. The log agent, one pod on each node, mounts /var/log read-only, follows the files and sends each line to a collector outside the node. /var/lib/docker/containers, the path of old tutorials, has been empty since Kubernetes 1.24.';

/** From a container's output to the collector. */
export default function LogPath() {
  return (
    <Drawing width={720} height={300} title="The way of a log line" describe={describe}>
      <Node x={8} y={8} w={540} h={284} name="worker-1" />
      <Box x={28} y={48} w={140} h={58} say={['a container', 'writes to stdout']} look="small" />
      <Arrow
        via={[
          [170, 77],
          [212, 77],
        ]}
      />
      <Words x={191} y={66} say="runtime" anchor="middle" look={['small', 'muted']} />
      <Box
        x={216}
        y={48}
        w={316}
        h={58}
        say={['/var/log/pods/NS_POD_UID/', 'CONTAINER/0.log']}
        look="mono"
        tone="accent"
      />
      <Arrow
        via={[
          [374, 138],
          [374, 110],
        ]}
        dashed
      />
      <Words x={386} y={129} say="link" look={['small', 'muted']} />
      <Box x={216} y={140} w={316} h={40} say="/var/log/containers/*.log" look="mono" />
      <Box x={28} y={204} w={230} h={66} tone="node" />
      <Pod x={52} y={237} />
      <Words x={76} y={232} say="log agent" look="strong" />
      <Words x={76} y={253} say="/var/log, read-only" look={['small', 'muted']} />
      <Arrow
        via={[
          [216, 160],
          [150, 160],
          [150, 202],
        ]}
      />
      <Box
        x={290}
        y={210}
        w={242}
        h={54}
        tone="ghost"
        say={['/var/lib/docker/containers', 'empty since 1.24']}
        look={['small', 'muted']}
      />
      <Arrow
        via={[
          [142, 272],
          [142, 284],
          [632, 284],
          [632, 196],
        ]}
        tone="accent"
      />
      <Box x={572} y={110} w={120} h={84} tone="node" />
      <Words x={632} y={140} say="collector" anchor="middle" look="strong" />
      <Words x={632} y={161} say={['a line from', 'each node']} anchor="middle" look={['small', 'muted']} />
    </Drawing>
  );
}
