import { Arrow, Box, Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Three nodes with one pod each, and worker-4 without one. Each pod sends to a collector, with the name of its node, which it knows from spec.nodeName through the downward API. Nothing connects to the pods. From worker-4 nothing arrives; the collector sees that only if it knows which nodes there should be.';

/** Push: the daemons call, nobody calls them. */
export default function PushPattern() {
  return (
    <Drawing width={720} height={216} title="Push: each daemon reports to a collector" describe={describe}>
      {['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((name, at) => {
        const x = 8 + at * 178;
        return (
          <g key={name}>
            <Node
              x={x}
              y={112}
              w={164}
              h={92}
              name={name}
              state={at === 3 ? 'ghost' : 'eligible'}
              tag={at === 3 ? 'no pod' : `from ${name}`}
            >
              {at < 3 && <Pod x={x + 82} y={148} />}
            </Node>
            {at < 3 && (
              <Arrow
                via={[
                  [x + 82, 132],
                  [x + 82, 88],
                  [220 + at * 60, 88],
                  [220 + at * 60, 64],
                ]}
                tone="accent"
              />
            )}
          </g>
        );
      })}
      <Box x={170} y={12} w={220} h={50} say="collector" look="strong" tone="node" />
      <Words
        x={408}
        y={34}
        say={['has heard of worker-1, 2 and 3;', 'silence looks like health']}
        look={['small', 'muted']}
      />
    </Drawing>
  );
}
