import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'A client asks the name service for the name of a headless Service. It gets one address for each Ready pod, three of them, chooses for itself, and connects to that pod directly. There is no address of the Service and nothing in between. A node without a Ready pod is missing from the answer.';

/** DNS: one name, every pod. */
export default function DnsPattern() {
  return (
    <Drawing width={720} height={244} title="One name, every pod's address" describe={describe}>
      <Box x={8} y={96} w={116} h={50} say="client" look="strong" tone="node" />
      <Box x={8} y={8} w={300} h={48} say="name service: agent.NAMESPACE.svc" look="small" />
      <Arrow
        via={[
          [50, 94],
          [50, 60],
        ]}
      />
      <Words x={42} y={82} say="A?" anchor="end" look={['small', 'muted']} />
      <Arrow
        via={[
          [92, 58],
          [92, 92],
        ]}
        tone="accent"
      />
      <Words x={102} y={80} say="three addresses" look={['small', 'accent']} />
      {['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((name, at) => {
        const x = 340 + (at % 2) * 192;
        const y = 8 + Math.floor(at / 2) * 116;
        const there = at < 3;
        return (
          <Node
            key={name}
            x={x}
            y={y}
            w={176}
            h={100}
            name={name}
            state={there ? 'eligible' : 'hatched'}
            tag={there ? `10.244.${at + 1}.7` : 'not in the answer'}
          >
            {there && <Pod x={x + 88} y={y + 48} />}
          </Node>
        );
      })}
      <Arrow
        via={[
          [126, 121],
          [326, 121],
          [326, 172],
          [410, 172],
        ]}
        tone="accent"
      />
      <Words x={138} y={164} say={['connects to the one', 'that it wants']} look={['small', 'muted']} />
    </Drawing>
  );
}
