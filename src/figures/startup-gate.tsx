import { Arrow, Bar, Drawing, Words } from './parts/index.ts';

const describe =
  'One node from the moment it joins. It joins with the startup taint agent-not-ready. The agent tolerates it, is created and becomes Ready. The agent then removes the taint from its own node. Only now do application pods, which do not tolerate it, start. Without the taint agent and application start at the same time, in any order.';

/** A startup taint holds applications back until the agent is ready. */
export default function StartupGate() {
  return (
    <Drawing width={720} height={212} title="Nothing starts before the agent" describe={describe}>
      <Words x={8} y={44} say="taint" look="strong" />
      <Bar x={150} y={28} w={290} tone="wait" say="agent-not-ready: NoSchedule" />
      <Words x={8} y={96} say="agent" look="strong" />
      <Bar x={180} y={80} w={180} tone="accent" say="starts" />
      <Bar x={360} y={80} w={340} tone="new" />
      <Arrow
        via={[
          [400, 78],
          [400, 64],
          [436, 64],
          [440, 54],
        ]}
        tone="accent"
      />
      <Words x={452} y={66} say="takes the taint off its own node" look={['small', 'accent']} />
      <Words x={8} y={148} say="application" look="strong" />
      <Bar x={150} y={132} w={290} tone="gap" say="Pending: the taint is not tolerated" />
      <Bar x={440} y={132} w={260} tone="new" />
      <Arrow
        via={[
          [150, 176],
          [704, 176],
        ]}
      />
      <Words x={150} y={200} say="the node joins" look={['small', 'muted']} />
    </Drawing>
  );
}
