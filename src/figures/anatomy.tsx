import { Arrow, Box, Drawing, Words } from './parts/index.ts';

const describe =
  'A DaemonSet manifest from top to bottom, and who reads each part. metadata, with the object’s own labels: nobody compares these. spec.selector must equal template.metadata.labels: the API server refuses it otherwise, and the controller knows its pods by it. spec.updateStrategy: the DaemonSet controller. In the template: nodeSelector, affinity and tolerations are read by the DaemonSet controller, which chooses the nodes, and by the scheduler; resources, priority and ports by the scheduler; containers, volumes and host access by the kubelet.';

const parts = [
  { field: 'metadata', reader: 'its own labels: nobody compares these' },
  { field: 'spec.selector', reader: 'API server: equal, or refused' },
  { field: 'spec.updateStrategy', reader: 'DaemonSet controller: how pods are replaced' },
  { field: 'template: metadata.labels', reader: 'DaemonSet controller: how it knows its pods' },
  { field: 'nodeSelector, affinity, tolerations', reader: 'DaemonSet controller: which nodes' },
  { field: 'resources, ports, priority', reader: 'scheduler: is there room for the pod' },
  { field: 'containers, volumes, hostNetwork …', reader: 'kubelet: what runs on the node' },
];

/** Who reads which part of a manifest. */
export default function Anatomy() {
  return (
    <Drawing width={720} height={386} title="A manifest, and who reads each part" describe={describe}>
      <Words x={30} y={18} say="in the manifest" look={['small', 'muted']} />
      <Words x={430} y={18} say="who reads it, and for what" look={['small', 'muted']} />
      {parts.map(({ field, reader }, at) => {
        const y = 30 + at * 50;
        const inside = at > 2;
        return (
          <g key={field}>
            <Box
              x={inside ? 46 : 30}
              y={y}
              w={inside ? 350 : 366}
              h={40}
              tone={at === 1 || at === 3 ? 'accent' : 'paper'}
            />
            <Words x={inside ? 58 : 42} y={y + 25} say={field} look="mono" />
            <Arrow
              via={[
                [400, y + 20],
                [424, y + 20],
              ]}
              tone={at === 0 ? 'faint' : 'ink'}
            />
            <Words x={432} y={y + 25} say={reader} look={at === 0 ? ['small', 'muted'] : 'small'} />
          </g>
        );
      })}
      <Arrow
        via={[
          [30, 100],
          [12, 100],
          [12, 200],
          [44, 200],
        ]}
        tone="accent"
        plain
      />
      <Words x={8} y={155} say="=" look={['strong', 'accent']} anchor="middle" />
    </Drawing>
  );
}
