import { Arrow, Box, Drawing, Pod, Words } from './parts/index.ts';

const describe =
  'The path of one daemon pod. First the DaemonSet controller asks of each node whether a pod should run there, and creates one pinned to that node’s name. If this stops, there is no pod object. Then the scheduler asks whether there is room, and writes nodeName. If this stops, the pod is Pending without a node. Then the kubelet of the node runs the containers and writes the status. If this stops, the pod is on the node and not Ready. The status leads back to the controller.';

const stations = [
  {
    name: 'DaemonSet controller',
    asks: ['should it run on this node?', 'creates a pod, pinned by name'],
    symptom: 'no pod at all',
    state: undefined,
  },
  {
    name: 'scheduler',
    asks: ['is there room?', 'writes nodeName'],
    symptom: 'Pending, without a node',
    state: 'pending' as const,
  },
  {
    name: 'kubelet',
    asks: ['runs the containers', 'writes the status'],
    symptom: 'on the node, not Ready',
    state: 'running' as const,
  },
];

/** Controller, scheduler, kubelet: each one's question, and what is seen when it stops there. */
export default function WhoDoesWhat() {
  return (
    <Drawing width={720} height={262} title="Who does what for one daemon pod" describe={describe}>
      {stations.map(({ name, asks, symptom, state }, at) => {
        const x = 8 + at * 242;
        return (
          <g key={name}>
            <Box x={x} y={36} w={220} h={104} tone="node" />
            <Words x={x + 14} y={62} say={name} look="strong" />
            <Words x={x + 14} y={88} say={asks} look="small" />
            {state && <Pod x={x + 196} y={58} state={state} />}
            {at < 2 && (
              <Arrow
                via={[
                  [x + 222, 88],
                  [x + 240, 88],
                ]}
              />
            )}
            <Arrow
              via={[
                [x + 110, 142],
                [x + 110, 176],
              ]}
              tone="wrong"
              dashed
            />
            <Words x={x + 110} y={198} say="if it stops here" anchor="middle" look={['small', 'muted']} />
            <Words x={x + 110} y={220} say={symptom} anchor="middle" look={['strong', 'wrong']} />
          </g>
        );
      })}
      <Arrow
        via={[
          [602, 34],
          [602, 12],
          [118, 12],
          [118, 34],
        ]}
        tone="faint"
      />
      <Words x={360} y={30} say="status" anchor="middle" look={['small', 'muted']} />
      <Words x={360} y={252} say="the symptom says whom to suspect" anchor="middle" look={['small', 'muted']} />
    </Drawing>
  );
}
