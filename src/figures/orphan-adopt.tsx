import { Arrow, Box, Drawing, Pod, Words } from './parts/index.ts';

const describe =
  'Three moments of the same three pods. First they belong to a DaemonSet: each has an owner reference to it. Then the DaemonSet is deleted with --cascade=orphan: the pods run on without an owner. Then a DaemonSet with the same selector and the same template is created: it adopts them, the owner references are back, and the UIDs of the pods never changed.';

const moments = [
  { title: 'before', owner: 'DaemonSet', owned: true },
  { title: 'after --cascade=orphan', owner: undefined, owned: false },
  { title: 'same selector, same template', owner: 'new DaemonSet', owned: true },
];

/** Orphaned pods, adopted without a restart. */
export default function OrphanAdopt() {
  return (
    <Drawing width={720} height={196} title="The pods stay, the owner changes" describe={describe}>
      {moments.map(({ title, owner, owned }, at) => {
        const x = 8 + at * 244;
        return (
          <g key={title}>
            <Words x={x} y={20} say={title} look={['small', 'strong']} />
            {owner ? (
              <Box x={x} y={36} w={216} h={44} say={owner} tone="accent" />
            ) : (
              <Box x={x} y={36} w={216} h={44} say="no owner" look="muted" tone="ghost" />
            )}
            {[0, 1, 2].map((pod) => (
              <g key={pod}>
                {owned && (
                  <Arrow
                    via={[
                      [x + 38 + pod * 70, 116],
                      [x + 38 + pod * 70, 84],
                    ]}
                  />
                )}
                <Pod x={x + 38 + pod * 70} y={134} />
                <Words
                  x={x + 38 + pod * 70}
                  y={172}
                  say={`uid ${['a', 'b', 'c'][pod]}`}
                  anchor="middle"
                  look={['small', 'muted']}
                />
              </g>
            ))}
            {at < 2 && (
              <Arrow
                via={[
                  [x + 220, 134],
                  [x + 240, 134],
                ]}
              />
            )}
          </g>
        );
      })}
    </Drawing>
  );
}
