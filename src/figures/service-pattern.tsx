import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'A client connects to a Service, by its cluster address or by a NodePort of any node. The Service hands the connection to one of the Ready pods; the client cannot choose which, and the answer may come from another node than the one it asked.';

/** Service: one address, some pod. */
export default function ServicePattern() {
  return (
    <Drawing width={720} height={250} title="One address, some pod" describe={describe}>
      <Box x={8} y={100} w={116} h={50} say="client" look="strong" tone="node" />
      <Arrow
        via={[
          [126, 125],
          [206, 125],
        ]}
        tone="accent"
      />
      <Box
        x={210}
        y={84}
        w={170}
        h={82}
        say={['Service', 'cluster address,', 'or NODE:nodePort']}
        look="small"
        tone="accent"
      />
      {['worker-1', 'worker-2', 'worker-3'].map((name, at) => {
        const y = 8 + at * 82;
        return (
          <g key={name}>
            <Arrow
              via={[
                [382, 125],
                [430, 125],
                [430, y + 34],
                [470, y + 34],
              ]}
              tone={at === 1 ? 'accent' : 'faint'}
              dashed={at !== 1}
            />
            <Node x={474} y={y} w={230} h={68} name={name}>
              <Pod x={676} y={y + 34} />
            </Node>
          </g>
        );
      })}
      <Words x={210} y={196} say={['one of them, and the', 'client cannot say which']} look={['small', 'muted']} />
    </Drawing>
  );
}
