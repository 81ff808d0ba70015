import { Drawing, Node, Pod, Words } from './parts/index.ts';

const describe =
  'Three nodes: one plain, one with the taint gpu, one with the taint gpu and the label accelerator=gpu. With a toleration only, all three get a pod: a toleration opens a door and does not pull. With a toleration and the nodeSelector accelerator=gpu, only the third gets one: the selector chooses.';

const nodes = [
  { name: 'worker-1', open: true, chosen: false },
  { name: 'worker-2', taint: 'gpu', open: true, chosen: false },
  { name: 'worker-3', taint: 'gpu', tag: 'accelerator=gpu', open: true, chosen: true },
];

function Row({ y, title, by }: { y: number; title: readonly string[]; by: 'open' | 'chosen' }) {
  return (
    <g>
      <Words x={8} y={y + 40} say={title} look="strong" />
      {nodes.map((node, at) => {
        const x = 190 + at * 176;
        return (
          <Node
            key={node.name}
            x={x}
            y={y}
            w={164}
            h={92}
            name={node.name}
            taint={node.tag ? undefined : node.taint}
            tag={node.tag}
            state={node[by] ? 'eligible' : 'hatched'}
          >
            {node.tag && <path d={`M${x + 148} ${y}h16v16z`} fill="var(--ink-2)" />}
            {node[by] && <Pod x={x + 28} y={y + 48} />}
          </Node>
        );
      })}
    </g>
  );
}

/** A toleration permits; a selector chooses. */
export default function DoorAndSign() {
  return (
    <Drawing width={720} height={244} title="A toleration opens, a selector chooses" describe={describe}>
      <Row y={12} title={['a toleration', 'alone']} by="open" />
      <Row y={136} title={['a toleration', 'and a nodeSelector']} by="chosen" />
    </Drawing>
  );
}
