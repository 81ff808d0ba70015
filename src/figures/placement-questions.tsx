import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Four questions that the DaemonSet controller asks of each node, in this order. One: does the template’s nodeName name another node? Two: do nodeSelector or the required node affinity not match? Three: is there a NoExecute taint that is not tolerated? If one of these is so, there is no pod, and one that runs is deleted. Four: is there a NoSchedule taint that is not tolerated? Then no pod is made, but one that runs stays. If none is so, one pod. Nobody asks here about free CPU, host ports, pod affinity, cordons or conditions: that is the scheduler’s part, or nobody’s.';

const questions = [
  ['nodeName is another node’s?'],
  ['a selector or affinity misses?'],
  ['a NoExecute taint,', 'not tolerated?'],
  ['a NoSchedule taint,', 'not tolerated?'],
];

/** The placement model as four questions. */
export default function PlacementQuestions() {
  return (
    <Drawing width={720} height={352} title="Four questions about one node" describe={describe}>
      {questions.map((say, at) => {
        const y = 12 + at * 70;
        return (
          <g key={say[0]}>
            <Box x={8} y={y} w={236} h={48} say={say} look="small" tone={at === 3 ? 'paper' : 'paper'} />
            <Arrow
              via={
                at < 3
                  ? [
                      [126, y + 50],
                      [126, y + 68],
                    ]
                  : [
                      [126, y + 50],
                      [126, y + 76],
                    ]
              }
            />
            {at < 3 && (
              <Arrow
                via={[
                  [246, y + 24],
                  [306, y + 24],
                ]}
                plain
              />
            )}
            <Words x={254} y={y + 18} say="yes" look={['small', 'muted']} />
            <Words x={134} y={y + 65} say="no" look={['small', 'muted']} />
          </g>
        );
      })}
      <Arrow
        via={[
          [306, 36],
          [306, 106],
        ]}
        plain
      />
      <Arrow
        via={[
          [306, 176],
          [306, 106],
          [330, 106],
        ]}
      />
      <Node x={334} y={72} w={150} h={72} name="no pod" state="hatched" />
      <Words x={334} y={162} say="one that runs is deleted" look={['small', 'muted']} />
      <Arrow
        via={[
          [246, 246],
          [330, 246],
        ]}
      />
      <Node x={334} y={210} w={150} h={72} name="no new pod" state="hatched">
        <Pod x={356} y={256} state="keeps" />
      </Node>
      <Words x={334} y={300} say="one that runs stays" look={['small', 'muted']} />
      <Node x={66} y={292} w={120} h={52} name="one pod">
        <Pod x={164} y={318} />
      </Node>
      <Arrow
        via={[
          [524, 12],
          [524, 340],
        ]}
        plain
        dashed
        tone="faint"
      />
      <Words x={542} y={34} say={['not asked here']} look="strong" />
      <Words x={542} y={64} say={['free CPU and memory', 'host ports', 'pod (anti-)affinity', 'volumes’ zones']} />
      <Words x={542} y={146} say="the scheduler’s part" look={['small', 'muted']} />
      <Words x={542} y={186} say={['cordon', 'node conditions', 'PreferNoSchedule']} />
      <Words x={542} y={248} say={['nobody’s, for', 'daemon pods']} look={['small', 'muted']} />
    </Drawing>
  );
}
