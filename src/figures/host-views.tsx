import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'The same exporter twice. Left, an ordinary pod: it sees its own network interface, its own process 1, its own files, and calls itself by the pod’s name. Right, with hostNetwork, hostPID and the node’s root mounted read-only at /host/root: it sees the node’s interfaces, all processes and the node’s disks, and calls itself by the node’s name. Each field opens one wall.';

const views = [
  { field: 'hostNetwork', own: 'its own eth0', host: 'the node’s interfaces' },
  { field: 'hostPID', own: 'its own process 1', host: 'all processes' },
  { field: 'hostPath /', own: 'its own files', host: 'the node’s disks' },
];

/** What an exporter sees with and without the node's namespaces. */
export default function HostViews() {
  return (
    <Drawing width={720} height={262} title="What an exporter measures" describe={describe}>
      <Words x={8} y={20} say="an ordinary pod" look="strong" />
      <Node x={8} y={32} w={330} h={220} name="worker-1">
        <Box x={28} y={68} w={290} h={166} tone="accent" />
        <Pod x={52} y={94} />
        <Words x={76} y={99} say="measures the pod" look="strong" />
        {views.map(({ own }, at) => (
          <Words key={own} x={76} y={132 + at * 32} say={own} />
        ))}
      </Node>
      <Words x={374} y={20} say="with three walls opened" look="strong" />
      <Node x={374} y={32} w={338} h={220} name="worker-1">
        <Box x={394} y={68} w={130} h={166} tone="accent" />
        <Pod x={418} y={94} />
        <Words x={440} y={99} say="the node" look="strong" />
        {views.map(({ field, host }, at) => (
          <g key={field}>
            <Words x={404} y={132 + at * 36} say={field} look="mono" />
            <Arrow
              via={[
                [512, 127 + at * 36],
                [548, 127 + at * 36],
              ]}
              tone="accent"
            />
            <Words x={554} y={132 + at * 36} say={host} look="small" />
          </g>
        ))}
      </Node>
    </Drawing>
  );
}
