import { Arrow, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Traffic from a pod on a node that has a daemon pod, and on a node that has none, under three settings. internalTrafficPolicy Cluster: any pod answers, from either node. internalTrafficPolicy Local: the pod on the same node answers; on the node without a pod the connection fails. trafficDistribution PreferSameNode: the pod on the same node answers, and where there is none, another one does.';

const rows = [
  { title: ['internalTrafficPolicy:', 'Cluster'], here: 'any', there: 'any' },
  { title: ['internalTrafficPolicy:', 'Local'], here: 'own', there: 'fails' },
  { title: ['trafficDistribution:', 'PreferSameNode'], here: 'own', there: 'other' },
] as const;

/** Who answers under which traffic policy, with and without a pod on the client's own node. */
export default function TrafficPolicies() {
  return (
    <Drawing width={720} height={336} title="Who answers, by traffic policy" describe={describe}>
      {rows.map(({ title, here, there }, at) => {
        const y = 12 + at * 110;
        return (
          <g key={title[1] + title[0]}>
            <Words x={8} y={y + 44} say={title} look="mono" />
            <Node x={206} y={y} w={160} h={92} name="worker-1">
              <Words x={224} y={y + 62} say="client" look="small" />
              <Pod x={340} y={y + 58} />
              <Arrow
                via={[
                  [264, y + 58],
                  [324, y + 58],
                ]}
                tone={here === 'own' ? 'accent' : 'faint'}
              />
            </Node>
            <Node x={382} y={y} w={160} h={92} name="worker-2">
              <Pod x={462} y={y + 58} />
            </Node>
            {here === 'any' && (
              <Arrow
                via={[
                  [264, y + 72],
                  [300, y + 84],
                  [420, y + 84],
                  [448, y + 66],
                ]}
                tone="faint"
                dashed
              />
            )}
            <Node x={558} y={y} w={154} h={92} name="worker-3" state="hatched">
              <Words x={650} y={y + 62} say="client" look="small" />
              {there === 'fails' ? (
                <>
                  <Arrow
                    via={[
                      [646, y + 58],
                      [590, y + 58],
                    ]}
                    tone="wrong"
                    dashed
                  />
                  <Words x={572} y={y + 82} say="no answer" look={['small', 'wrong']} />
                </>
              ) : (
                <Arrow
                  via={[
                    [646, y + 58],
                    [478, y + 58],
                  ]}
                  tone="accent"
                />
              )}
            </Node>
          </g>
        );
      })}
    </Drawing>
  );
}
