import { Arrow, Bar, Drawing, Words } from './parts/index.ts';

const describe =
  'What one node goes through in an update. RollingUpdate with maxUnavailable: the old pod ends, then there is a gap without a Ready pod until the new one is Ready. RollingUpdate with maxSurge: the new pod starts beside the old one, and the old one ends only when the new one is available; no gap, two pods for a while. OnDelete: the old pod stays until somebody deletes it; then there is a gap as with maxUnavailable.';

const rows = [
  { name: 'maxUnavailable: 1', note: 'a gap on each node', old: [0, 180], gap: [180, 270], fresh: [270, 500] },
  { name: 'maxSurge: 1', note: 'two pods for a while', old: [0, 290], gap: undefined, fresh: [270, 500] },
  { name: 'OnDelete', note: 'until you delete the pod', old: [0, 330], gap: [330, 425], fresh: [425, 500] },
] as const;

/** The same update of one node under three strategies. */
export default function UpdateStrategies() {
  return (
    <Drawing width={720} height={282} title="One node during an update" describe={describe}>
      {rows.map(({ name, note, old, gap, fresh }, at) => {
        const y = 20 + at * 82;
        const lower = name === 'maxSurge: 1' ? 24 : 0;
        return (
          <g key={name}>
            <Words x={8} y={y + 16} say={name} look="mono" />
            <Words x={8} y={y + 36} say={note} look={['small', 'muted']} />
            <Bar x={200 + old[0]} y={y} w={old[1] - old[0]} />
            {gap && <Bar x={200 + gap[0]} y={y} w={gap[1] - gap[0]} tone="gap" say="no Ready pod" />}
            {lower > 0 && <Bar x={380} y={y + lower} w={90} tone="wait" say="starts" />}
            <Bar x={200 + fresh[0]} y={y + lower} w={fresh[1] - fresh[0]} tone="new" />
          </g>
        );
      })}
      <Arrow
        via={[
          [380, 8],
          [380, 244],
        ]}
        plain
        dashed
        tone="faint"
      />
      <Words x={380} y={262} say="it is this node's turn" anchor="middle" look={['small', 'muted']} />
      <Bar x={540} y={252} w={18} h={14} />
      <Words x={564} y={264} say="old" look="small" />
      <Bar x={606} y={252} w={18} h={14} tone="new" />
      <Words x={630} y={264} say="new" look="small" />
    </Drawing>
  );
}
