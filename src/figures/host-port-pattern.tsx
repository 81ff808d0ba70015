import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'A client asks the address of a node at a known port, 8080, and gets the answer of the pod on that very node, since hostPort leads from the node’s port to the pod’s. A node without a pod refuses the connection.';

/** NodeIP and known port. */
export default function HostPortPattern() {
  return (
    <Drawing width={720} height={236} title="The node's address and a known port" describe={describe}>
      <Box x={8} y={92} w={116} h={50} say="client" look="strong" tone="node" />
      {['worker-1', 'worker-2', 'worker-3'].map((name, at) => {
        const y = 8 + at * 76;
        const there = at < 2;
        return (
          <g key={name}>
            <Arrow
              via={[
                [126, 117],
                [182, 117],
                [182, y + 34],
                [336, y + 34],
              ]}
              tone={there ? 'accent' : 'wrong'}
              dashed={!there}
            />
            <Words x={194} y={y + 26} say={`${name}:8080`} look="mono" />
            <Node x={340} y={y} w={200} h={68} name={name} state={there ? 'eligible' : 'hatched'}>
              {there && <Pod x={516} y={y + 34} />}
              {there && (
                <Arrow
                  via={[
                    [344, y + 46],
                    [498, y + 46],
                  ]}
                  tone="faint"
                />
              )}
              {there && <Words x={350} y={y + 62} say="hostPort 8080 → 80" look={['mono', 'muted']} />}
            </Node>
            <Words
              x={556}
              y={y + 40}
              say={there ? `${name} answers` : 'connection refused'}
              look={there ? 'small' : ['small', 'wrong']}
            />
          </g>
        );
      })}
    </Drawing>
  );
}
