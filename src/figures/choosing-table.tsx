import { Arrow, Box, Drawing, Words } from './parts/index.ts';

const describe =
  'Questions that lead from the work to its form. Must it run before or without the API server? A static pod, or a unit of the node’s own init system if not even a kubelet is there. Is it about the node, or a resource of each node? A DaemonSet. Is it about one application pod? A sidecar. Otherwise the number counts: a Deployment, or a StatefulSet where each has a name and a disk.';

const questions = [
  { ask: ['Must it run without the', 'API server, or before it?'], form: ['static pod, or a', 'systemd unit'] },
  { ask: ['Is it about each node:', 'its logs, disks, network?'], form: ['DaemonSet'] },
  { ask: ['Is it about one pod', 'of an application?'], form: ['sidecar'] },
  { ask: ['Does each one have a name', 'and a disk of its own?'], form: ['StatefulSet'] },
];

/** From the work to the form that fits it. */
export default function ChoosingTable() {
  return (
    <Drawing width={640} height={372} title="Which form for which work" describe={describe}>
      {questions.map(({ ask, form }, at) => {
        const y = 8 + at * 78;
        return (
          <g key={form[0]}>
            <Box x={8} y={y} w={270} h={54} say={ask} look="small" />
            <Arrow
              via={[
                [280, y + 27],
                [366, y + 27],
              ]}
            />
            <Words x={322} y={y + 19} say="yes" anchor="middle" look={['small', 'muted']} />
            <Box x={370} y={y} w={230} h={54} say={form} look="strong" tone={at === 1 ? 'accent' : 'node'} />
            <Arrow
              via={[
                [143, y + 56],
                [143, y + 76],
              ]}
            />
            <Words x={152} y={y + 71} say="no" look={['small', 'muted']} />
          </g>
        );
      })}
      <Box x={8} y={320} w={270} h={44} say="Deployment" look="strong" tone="node" />
    </Drawing>
  );
}
