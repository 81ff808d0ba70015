import { Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Two clusters of three nodes; a fourth node joins each. Left, a Deployment of three replicas: two pods are on worker-1, one on worker-2, none on worker-3, and none comes to worker-4. Right, a DaemonSet: one pod on each of the three, and one on worker-4 as soon as it joins.';

const names = ['worker-1', 'worker-2', 'worker-3', 'worker-4'];

function Cluster({ x, title, rule, pods }: { x: number; title: string; rule: string; pods: readonly number[] }) {
  return (
    <g>
      <Words x={x} y={20} say={title} look="strong" />
      <Words x={x} y={41} say={rule} look={['small', 'muted']} />
      {names.map((name, at) => {
        const left = x + (at % 2) * 152;
        const top = 58 + Math.floor(at / 2) * 92;
        return (
          <Node key={name} x={left} y={top} w={140} h={80} name={name} state={at === 3 ? 'ghost' : 'eligible'}>
            {Array.from({ length: pods[at] ?? 0 }, (_, pod) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the dots never move
              <Pod key={pod} x={left + 28 + pod * 34} y={top + 52} />
            ))}
          </Node>
        );
      })}
    </g>
  );
}

/** Work counted in replicas beside work that belongs to nodes. */
export default function NodeBoundWork() {
  return (
    <Drawing width={680} height={270} title="A number of pods, or one pod for each node" describe={describe}>
      <Cluster x={8} title="Deployment" rule="three pods, wherever there is room" pods={[2, 1, 0, 0]} />
      <Cluster x={376} title="DaemonSet" rule="one pod on each node" pods={[1, 1, 1, 1]} />
      <Words x={226} y={262} say="joins later" anchor="middle" look={['small', 'muted']} />
      <Words x={594} y={262} say="joins later" anchor="middle" look={['small', 'muted']} />
    </Drawing>
  );
}
