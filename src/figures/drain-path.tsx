import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'kubectl drain on one node, in three parts. First it cordons: the node takes no new pods, except daemon pods, which tolerate that. Then it evicts the ordinary pods, as far as their disruption budgets allow. The daemon pod it leaves where it is: with --ignore-daemonsets it goes on, without it refuses to begin. The daemon pod goes down with the machine and is there again when the machine is back.';

/** What drain does to a node, and what it leaves. */
export default function DrainPath() {
  return (
    <Drawing width={720} height={190} title="Drain, and what it leaves" describe={describe}>
      {[
        { title: 'before', pods: 3, note: ['two ordinary pods,', 'one daemon pod'] },
        { title: 'cordoned', pods: 3, note: ['takes no more pods,', 'but daemon pods'] },
        { title: 'drained', pods: 1, note: ['evicted, as budgets allow;', 'the daemon pod stays'] },
      ].map(({ title, pods, note }, at) => {
        const x = 8 + at * 244;
        return (
          <g key={title}>
            <Words x={x} y={20} say={title} look="strong" />
            <Node x={x} y={32} w={216} h={92} name="worker-2" state={at === 0 ? 'eligible' : 'hatched'}>
              <Pod x={x + 36} y={86} />
              <Words x={x + 56} y={91} say="agent" look="small" />
              {pods > 1 && <Box x={x + 104} y={72} w={46} h={30} say="app" look="small" />}
              {pods > 1 && <Box x={x + 158} y={72} w={46} h={30} say="app" look="small" />}
            </Node>
            <Words x={x} y={150} say={note} look={['small', 'muted']} />
            {at < 2 && (
              <Arrow
                via={[
                  [x + 220, 78],
                  [x + 240, 78],
                ]}
              />
            )}
          </g>
        );
      })}
    </Drawing>
  );
}
