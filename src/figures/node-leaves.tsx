import { Arrow, Bar, Drawing, Words } from './parts/index.ts';

const describe =
  'Two timelines in seconds. A node joins: its pod is created within one second. A node is deleted at 0 seconds: its pod stays in the list. The pod garbage collector looks every 20 seconds. From the first look that misses the node it waits 40 seconds more, and at a look after that it deletes the pod: 40 to 80 seconds after the node went.';

const at = (seconds: number) => 122 + seconds * 6.6;

/** What happens to a pod when its node joins, and when its node is deleted. */
export default function NodeLeaves() {
  return (
    <Drawing width={720} height={236} title="A node joins at once, and leaves slowly" describe={describe}>
      <Words x={8} y={46} say="a node joins" look="strong" />
      <Bar x={at(0)} y={30} w={6.6} tone="wait" />
      <Bar x={at(1)} y={30} w={at(85) - at(1)} tone="new" />
      <Words x={at(2)} y={22} say="its pod is created within a second" look="small" />
      <Words x={8} y={118} say={['a node is', 'deleted']} look="strong" />
      <Bar x={at(0)} y={108} w={at(20) - at(0)} tone="wait" say="next look" />
      <Bar x={at(20)} y={108} w={at(60) - at(20)} tone="paper" say="40 s of quarantine" />
      <Bar x={at(60)} y={108} w={at(80) - at(60)} tone="wait" say="a look" />
      <Words x={at(0)} y={100} say="the pod stays in the list" look="small" />
      <Words x={at(81)} y={124} say="gone" look={['strong', 'wrong']} />
      {[0, 10, 20, 30, 40, 50, 60, 70, 80].map((second) => (
        <g key={second}>
          <Arrow
            via={[
              [at(second), 150],
              [at(second), second % 20 === 0 ? 164 : 157],
            ]}
            plain
            tone={second % 20 === 0 ? 'ink' : 'faint'}
          />
          <Words x={at(second)} y={182} say={`${second} s`} anchor="middle" look={['small', 'muted']} />
        </g>
      ))}
      <Arrow
        via={[
          [at(0), 150],
          [at(85), 150],
        ]}
        plain
      />
      <Words
        x={at(0)}
        y={216}
        say="The collector looks every 20 s. What is drawn is the longest: the pod goes after 40 to 80 s."
        look={['small', 'muted']}
      />
    </Drawing>
  );
}
